  # Negative log-likelihood of `targets` [M], predicted at `places` [M] of the flattened hidden states [B, T, H], in fp32, added up
  # with `weights` [M]; beside it the share of targets that were the likeliest token.
  def loss(self, hidden: Tensor, head: Tensor, places: Tensor, targets: Tensor, weights: Tensor) -> Tuple[Tensor, Tensor]:
    h = torch.index_select(torch.flatten(hidden, 0, 1), 0, places)
    scores = torch.to(torch.linear(h, head), 6)
    loss = torch.sum(torch.mul(torch.cross_entropy_loss(scores, targets, None, 0), weights))
    hits = torch.mean(torch.to(torch.eq(torch.argmax(scores, -1), targets), 6))
    return (loss, hits)
