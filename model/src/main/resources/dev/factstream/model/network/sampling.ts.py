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

  # The column of each row of `mass` [B, V] where a share `u` [B] of the row's sum is reached, and the sums [B]; no column
  # without mass is ever taken. Only sums over blocks of columns are added up in float64, and then one block of each row.
  def invert(self, mass: Tensor, u: Tensor) -> Tuple[Tensor, Tensor]:
    B = torch.size(mass, 0)
    V = torch.size(mass, 1)
    width = 256
    whole = V // width
    sums = torch.sum(torch.view(torch.narrow(mass, 1, 0, whole * width), [B, whole, width]), [-1])
    if whole * width < V:
      sums = torch.cat([sums, torch.sum(torch.narrow(mass, 1, whole * width, V - whole * width), [-1], True)], 1)
    sums = torch.to(sums, 7)
    cumulative = torch.cumsum(sums, -1)
    total = torch.narrow(cumulative, 1, torch.size(sums, 1) - 1, 1)
    sought = torch.unsqueeze(u, -1) * total
    block = torch.clamp(torch.searchsorted(cumulative, sought, right=True), 0, torch.size(sums, 1) - 1)
    sought = sought - (torch.gather(cumulative, 1, block) - torch.gather(sums, 1, block))
    columns = block * width + torch.unsqueeze(torch.arange(width, device=mass.device), 0)
    inside = torch.to(torch.gather(mass, 1, torch.clamp(columns, 0, V - 1)), 7)
    inside = torch.cumsum(torch.masked_fill(inside, torch.ge(columns, V), 0.), -1)
    # the sum of the block was rounded: it must not lead beyond the block's last mass
    sought = torch.minimum(sought, torch.narrow(inside, 1, width - 1, 1) * (1. - 1e-12))
    column = block * width + torch.searchsorted(inside, sought, right=True)
    return (torch.squeeze(column, -1), torch.squeeze(total, -1))

  # Draws a token per row by inverting the cumulative distribution. hidden [B, H]; sampling [4, B] in float64:
  # temperature (0 = the most probable token), uniform number in [0, 1), top_p, top_k
  # -> [3, B] in float64: token, its log-probability, entropy of the distribution. Where the temperature is 0, both are
  # those of temperature 1.
  def draw(self, hidden: Tensor, head: Tensor, sampling: Tensor) -> Tensor:
    logits = torch.to(torch.linear(hidden, head), 6)
    greedy = torch.eq(sampling[0], 0.)
    temperature = torch.to(torch.where(greedy, torch.ones_like(sampling[0]), sampling[0]), 6)
    score = logits / torch.unsqueeze(temperature, -1)
    score = score.sub_(torch.amax(score, [-1], True))
    truncated = torch.logical_or(torch.lt(sampling[2], 1.), torch.gt(sampling[3], 0.))
    if bool(torch.any(truncated)):
      kept = self.truncate(torch.log_softmax(score, -1), torch.to(sampling[2], 6), torch.to(sampling[3], 4))
      score = torch.clamp(kept, -1e30) # 0 log 0 = 0
    mass = torch.exp(score)
    token, total, = self.invert(mass, sampling[1])
    if bool(torch.any(greedy)):
      token = torch.where(greedy, torch.argmax(logits, -1), token)
    log_total = torch.log(total)
    chosen = torch.squeeze(torch.gather(score, -1, torch.unsqueeze(token, -1)), -1)
    moment = torch.flatten(torch.bmm(torch.unsqueeze(mass, 1), torch.unsqueeze(score, 2)))
    entropy = log_total - torch.to(moment, 7) / total
    return torch.stack([torch.to(token, 7), torch.to(chosen, 7) - log_total, entropy])
