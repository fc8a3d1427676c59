  # Keeps, of each row of log-probabilities [B, V], the top_k [B] most probable tokens (0 = all) and of those the smallest
  # set with at least top_p [B] of their mass, and renormalises: the order and the boundary of Hugging Face's warpers.
  def truncate(self, logp: Tensor, top_p: Tensor, top_k: Tensor) -> Tensor:
    V = torch.size(logp, -1)
    ordered, index, = torch.sort(logp, -1, True)
    rank = torch.reshape(torch.arange(V, device=logp.device), [1, V])
    k = torch.unsqueeze(torch.where(torch.gt(top_k, 0), top_k, torch.full_like(top_k, V)), -1)
    p = torch.where(torch.lt(rank, k), torch.exp(ordered), torch.zeros_like(ordered))
    p = p / torch.sum(p, [-1], True)
    before = torch.cumsum(p, -1) - p
    kept = torch.logical_and(torch.lt(rank, k), torch.lt(before, torch.unsqueeze(top_p, -1)))
    kept = torch.scatter(torch.zeros_like(kept), -1, index, kept)
    logp = torch.masked_fill(logp, torch.logical_not(kept), -inf)
    return logp - torch.logsumexp(logp, [-1], True)

  # The column of each row of `mass` [B, V], which sums to about 1, where a share `u` [B] of the row's sum is reached; no column
  # without mass is ever taken. It is added up in float64: of a large vocabulary sums over blocks of columns, and then one block
  # of each row.
  def invert(self, mass: Tensor, u: Tensor) -> Tensor:
    V = torch.size(mass, 1)
    if V <= 1024:
      column = self.reached(torch.to(mass, 7), u)
    else:
      width = 256
      whole = V // width
      sums = torch.sum(torch.view(torch.narrow(mass, 1, 0, whole * width), [-1, whole, width]), [-1])
      if whole * width < V:
        sums = torch.cat([sums, torch.sum(torch.narrow(mass, 1, whole * width, V - whole * width), [-1], True)], 1)
      cumulative = torch.cumsum(sums, -1, dtype=7)
      sought = torch.unsqueeze(u, -1) * torch.narrow(cumulative, 1, torch.size(sums, 1) - 1, 1)
      block = torch.clamp(torch.searchsorted(cumulative, sought, right=True), 0, torch.size(sums, 1) - 1)
      inside = torch.to(torch.gather(sums, 1, block), 7)
      share = (sought - torch.gather(cumulative, 1, block) + inside) / inside
      columns = block * width + torch.unsqueeze(torch.arange(width, device=mass.device), 0)
      block_mass = torch.to(torch.gather(mass, 1, torch.clamp(columns, 0, V - 1)), 7)
      block_mass = torch.masked_fill(block_mass, torch.ge(columns, V), 0.)
      column = torch.squeeze(block, 1) * width + self.reached(block_mass, torch.squeeze(share, 1))
    return column

  # The column of each row of `mass` [B, n] in float64 where a share `u` [B], at most 1, of the row's sum is reached.
  def reached(self, mass: Tensor, u: Tensor) -> Tensor:
    cumulative = torch.cumsum(mass, -1)
    total = torch.narrow(cumulative, 1, torch.size(mass, 1) - 1, 1)
    # rounded, the share must not lead beyond the last mass
    sought = torch.unsqueeze(torch.clamp(u, 0., 1. - 1e-12), -1) * total
    return torch.squeeze(torch.searchsorted(cumulative, sought, right=True), 1)

  # Draws a token per row by inverting the cumulative distribution. hidden [B, H]; head [H, V]; sampling [3, B] in float64:
  # temperature (0 = the most probable token), top_p, top_k; uniform [B], numbers in [0, 1), in float64
  # -> [3, B] in float64: token, its log-probability, entropy of the distribution. Where the temperature is 0, both are
  # those of temperature 1.
  def draw(self, hidden: Tensor, head: Tensor, sampling: Tensor, uniform: Tensor) -> Tensor:
    logits = torch.to(torch.mm(self.typed(hidden, head), head), 6)
    temperature = torch.select(sampling, 0, 0)
    greedy = torch.eq(temperature, 0.)
    cold = bool(torch.any(greedy))
    if cold:
      temperature = torch.masked_fill(temperature, greedy, 1.)
    if bool(torch.any(torch.ne(temperature, 1.))):
      logits = logits.div_(torch.unsqueeze(torch.to(temperature, 6), -1))
    logp = torch.log_softmax(logits, -1)
    truncated = torch.logical_or(torch.lt(sampling[1], 1.), torch.gt(sampling[2], 0.))
    if bool(torch.any(truncated)):
      kept = self.truncate(logp, torch.to(sampling[1], 6), torch.to(sampling[2], 4))
      logp = torch.clamp(kept, -1e30) # 0 log 0 = 0
    mass = torch.exp(logp)
    token = self.invert(mass, uniform)
    if cold:
      token = torch.where(greedy, torch.argmax(logits, -1), token)
    chosen = torch.squeeze(torch.gather(logp, -1, torch.unsqueeze(token, -1)), -1)
    entropy = torch.neg(torch.flatten(torch.bmm(torch.unsqueeze(mass, 1), torch.unsqueeze(logp, 2))))
    return torch.stack([torch.to(token, 7), torch.to(chosen, 7), torch.to(entropy, 7)])
