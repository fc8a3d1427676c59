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

  # Draws a token per row by inverting the cumulative distribution. hidden [B, H]; sampling [4, B] in float64:
  # temperature (0 = the most probable token), uniform number in [0, 1), top_p, top_k
  # -> [3, B] in float64: token, its log-probability, entropy of the distribution. Where the temperature is 0, both are
  # those of temperature 1.
  def draw(self, hidden: Tensor, head: Tensor, sampling: Tensor) -> Tensor:
    logits = torch.to(torch.linear(hidden, head), 6)
    greedy = torch.eq(sampling[0], 0.)
    temperature = torch.to(torch.where(greedy, torch.ones_like(sampling[0]), sampling[0]), 6)
    logp = torch.log_softmax(logits / torch.unsqueeze(temperature, -1), -1)
    truncated = torch.logical_or(torch.lt(sampling[2], 1.), torch.gt(sampling[3], 0.))
    if bool(torch.any(truncated)):
      logp = self.truncate(logp, torch.to(sampling[2], 6), torch.to(sampling[3], 4))
    p = torch.exp(logp)
    cumulative = torch.cumsum(torch.to(p, 7), -1)
    total = torch.select(cumulative, -1, -1)
    drawn = torch.searchsorted(cumulative, torch.unsqueeze(sampling[1] * total, -1), right=True)
    drawn = torch.clamp(torch.squeeze(drawn, -1), 0, torch.size(p, -1) - 1)
    token = torch.where(greedy, torch.argmax(logits, -1), drawn)
    chosen = torch.squeeze(torch.gather(logp, -1, torch.unsqueeze(token, -1)), -1)
    entropy = torch.neg(torch.sum(p * torch.clamp(logp, -1e30), [-1])) # 0 log 0 = 0
    return torch.stack([torch.to(token, 7), torch.to(chosen, 7), torch.to(entropy, 7)])

  def draw_first(self, hidden: Tensor, w: List[Tensor], sampling: Tensor) -> Tensor:
    return self.draw(hidden, w[4], sampling)
