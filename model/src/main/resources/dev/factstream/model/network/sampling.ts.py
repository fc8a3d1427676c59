  # Drawing tokens. Logits lie in blocks of $BLOCK$ columns, [blocks, B, block], as the head does, and are made and added up some blocks
  # at a time, while they are in a near cache. Columns beyond the vocabulary never have mass.

  # The output embedding [V, H] for drawing: [blocks, H, block].
  def laid_head(self, head: Tensor, type: Tensor) -> Tensor:
    blocks = ($VOCABULARY$ + $BLOCK$ - 1) // $BLOCK$
    whole = torch.constant_pad_nd(torch.to(head, int(type)), [0, 0, 0, blocks * $BLOCK$ - $VOCABULARY$])
    return torch.contiguous(torch.transpose(torch.reshape(whole, [blocks, $BLOCK$, $HIDDEN$]), 1, 2))

  # Keeps, of each row of logits [B, n], the top_k [B] most probable tokens (0 = all) and of those the smallest set with at least
  # top_p [B] of their mass: the order and the boundary of Hugging Face's warpers. What is not kept is so low that it has no mass.
  def truncate(self, logits: Tensor, top_p: Tensor, top_k: Tensor) -> Tensor:
    n = torch.size(logits, -1)
    ordered, index, = torch.sort(logits, -1, True)
    rank = torch.reshape(torch.arange(n, device=logits.device), [1, n])
    k = torch.unsqueeze(torch.where(torch.gt(top_k, 0), top_k, torch.full_like(top_k, n)), -1)
    p = torch.where(torch.lt(rank, k), torch.softmax(ordered, -1), torch.zeros_like(ordered))
    p = p / torch.sum(p, [-1], True)
    before = torch.cumsum(p, -1) - p
    kept = torch.logical_and(torch.lt(rank, k), torch.lt(before, torch.unsqueeze(top_p, -1)))
    kept = torch.scatter(torch.zeros_like(kept), -1, index, kept)
    return torch.masked_fill(logits, torch.logical_not(kept), -1e30)

  # Numbers in [0, 1) as shares of a sum: rounded, none leads beyond the last mass.
  def share(self, u: Tensor) -> Tensor:
    return torch.clamp(u, 0., 1. - 1e-12)

  # The column of each row of `mass` [B, n] in float64 where a share `u` [B] of the row's sum is reached; a column without mass
  # is never taken.
  def reached(self, mass: Tensor, u: Tensor) -> Tensor:
    cumulative = torch.cumsum(mass, 1)
    total = torch.narrow(cumulative, 1, torch.size(mass, 1) - 1, 1)
    return torch.squeeze(torch.searchsorted(cumulative, torch.unsqueeze(self.share(u), 1) * total, right=True), 1)

  # Whether `sampling` asks for the most probable token anywhere, for another temperature than 1, for a truncated distribution.
  def asked(self, sampling: Tensor) -> Tuple[bool, bool, bool]:
    temperature = torch.select(sampling, 0, 0)
    truncated = torch.logical_or(torch.lt(torch.select(sampling, 0, 1), 1.), torch.gt(torch.select(sampling, 0, 2), 0.))
    return (bool(torch.any(torch.eq(temperature, 0.))), bool(torch.any(torch.ne(temperature, 1.))), bool(torch.any(truncated)))

  # Sums over the columns of each block of exp(logits) and of logits exp(logits), into sums and moments, [blocks, B] each.
  def add_up(self, logits: Tensor, sums: Tensor, moments: Tensor) -> Tensor:
    mass = torch.exp(logits)
    sums = torch.sum(mass, [2], out=sums)
    return torch.sum(mass.mul_(logits), [2], out=moments)

  # What draws for B rows write into and read, and the same in pieces of some blocks, which stay in a near cache from the product
  # to the last sum: [hidden [B, H], head, logits, sums, moments], then pieces of hidden for each block and of the other four.
  def drawing_table(self, B: int, head: Tensor) -> List[List[Tensor]]:
    blocks = torch.size(head, 0)
    size = (255 + B) // B # 256 KiB of logits
    if head.is_cuda:
      size = blocks
    hidden = torch.empty([B, $HIDDEN$], dtype=head.dtype, device=head.device)
    logits = torch.empty([blocks, B, $BLOCK$], dtype=6, device=head.device)
    sums = torch.empty([blocks, B], dtype=6, device=head.device)
    moments = torch.empty_like(sums)
    each = torch.expand(hidden, [blocks, B, $HIDDEN$])
    return [[hidden, head, logits, sums, moments], torch.split(each, size), torch.split(head, size), torch.split(logits, size), torch.split(sums, size), torch.split(moments, size)]

  # Logits of the hidden states on the table over temperatures [B, 1], and their sums and moments.
  def weigh(self, table: List[List[Tensor]], tempered: bool, temperature: Tensor) -> Tensor:
    pieces = len(table[1])
    beyond = torch.size(table[0][1], 0) * $BLOCK$ - $VOCABULARY$
    for i in range(pieces):
      z = table[3][i]
      if z.dtype == table[2][i].dtype:
        z = torch.bmm(table[1][i], table[2][i], out=z)
      else:
        z = z.copy_(torch.bmm(table[1][i], table[2][i]))
      if tempered:
        z = z.div_(temperature)
      if beyond > 0 and i == pieces - 1:
        none = torch.narrow(torch.select(z, 0, torch.size(z, 0) - 1), 1, $BLOCK$ - beyond, beyond).fill_(-1e30)
      moments = self.add_up(z, table[4][i], table[5][i])
    return table[0][2]

  # Draws a token per row by inverting the cumulative distribution, added up in float64: over blocks, and then inside one block of
  # each row. hidden [B, H]; head as laid_head gives it; sampling [3, B] in float64: temperature (0 = the most probable token),
  # top_p, top_k; uniform [B], numbers in [0, 1), in float64
  # -> [3, B] in float64: token, its log-probability, entropy of the distribution. Where the temperature is 0, both are
  # those of temperature 1.
  def draw(self, hidden: Tensor, head: Tensor, sampling: Tensor, uniform: Tensor) -> Tensor:
    return self.drawn(hidden, self.drawing_table(torch.size(hidden, 0), head), sampling, uniform, self.asked(sampling))

  def drawn(self, hidden: Tensor, table: List[List[Tensor]], sampling: Tensor, uniform: Tensor, asked: Tuple[bool, bool, bool]) -> Tensor:
    cold, tempered, truncated, = asked
    B = torch.size(hidden, 0)
    placed = table[0][0].copy_(hidden)
    sums = table[0][3]
    moments = table[0][4]
    blocks = torch.size(sums, 0)
    temperature = torch.select(sampling, 0, 0)
    greedy = temperature
    if tempered:
      greedy = torch.eq(temperature, 0.)
      temperature = torch.unsqueeze(torch.to(torch.masked_fill(temperature, greedy, 1.), 6), -1)
    logits = self.weigh(table, tempered, temperature)
    least, most, = torch.aminmax(torch.sum(sums, [0]))
    # the greatest logit need not be taken out where no exponential overflowed, nor any was lost that would be missed
    if truncated or not (float(least) > 1e-20 and float(most) < 1e30):
      logits = logits.sub_(torch.amax(logits, [0, 2], True))
      if truncated:
        rows = torch.reshape(torch.transpose(logits, 0, 1), [B, -1])
        rows = self.truncate(rows, torch.to(sampling[1], 6), torch.to(sampling[2], 4))
        logits = torch.contiguous(torch.transpose(torch.view(rows, [B, blocks, $BLOCK$]), 0, 1))
      moments = self.add_up(logits, sums, moments)
    row = torch.arange(B, device=sums.device)
    if blocks == 1:
      total = torch.to(torch.select(sums, 0, 0), 7)
      cell = row
      column = self.reached(torch.to(torch.exp(torch.select(logits, 0, 0)), 7), uniform)
    else:
      sums = torch.contiguous(torch.to(torch.t(sums), 7))
      cumulative = torch.cumsum(sums, 1)
      total = torch.select(cumulative, 1, blocks - 1)
      sought = torch.unsqueeze(self.share(uniform) * total, 1)
      block = torch.searchsorted(cumulative, sought, right=True)
      inside = torch.gather(sums, 1, block)
      rest = (sought - torch.gather(cumulative, 1, block) + inside) / inside
      cell = torch.flatten(block) * B + row # the block of each row, among [blocks, B]
      inner = torch.exp(torch.index_select(torch.view(logits, [-1, $BLOCK$]), 0, cell))
      column = self.reached(torch.to(inner, 7), torch.flatten(rest))
    if cold:
      best = torch.argmax(torch.amax(logits, [2]), 0) * B + row
      first = torch.argmax(torch.index_select(torch.view(logits, [-1, $BLOCK$]), 0, best), 1)
      cell = torch.where(greedy, best, cell)
      column = torch.where(greedy, first, column)
    norm = torch.log(total)
    chosen = torch.take(logits, cell * $BLOCK$ + column) - norm
    mean = torch.sum(moments, [0]) / total
    token = column
    if blocks > 1:
      token = (cell // B) * $BLOCK$ + column
    return torch.stack([torch.to(token, 7), chosen, norm - mean])
