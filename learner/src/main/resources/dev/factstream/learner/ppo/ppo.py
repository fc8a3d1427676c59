  # All functions work on the M real response tokens of a batch. A loss is a sum over tokens by a divisor, so that losses of the
  # parts of a batch add up to the loss of the whole.

  # The critic's estimate before each token, from the hidden state h [M, H] that predicts it.
  def values(self, h: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.matmul(h, weight) + bias

  # PolicyLoss in Java, and the number of tokens where clipping binds.
  # hyper = [clip low, clip high, weight ceiling, divisor]
  def policy_loss(self, current: Tensor, proximal: Tensor, behaviour: Tensor, advantages: Tensor, hyper: Tensor) -> Tuple[Tensor, Tensor]:
    weight = torch.minimum(torch.exp(proximal - behaviour), hyper[2])
    ratio = torch.exp(current - proximal)
    clipped = torch.minimum(torch.maximum(ratio, 1.0 - hyper[0]), 1.0 + hyper[1])
    gain = torch.minimum(ratio * advantages, clipped * advantages)
    loss = torch.neg(torch.sum(weight * gain)) / hyper[3]
    bound = torch.sum(torch.to(torch.lt(clipped * advantages, ratio * advantages), 6))
    return (loss, bound)

  # ValueLoss in Java, and the number of tokens whose value left the range. hyper = [reach, divisor]
  def value_loss(self, values: Tensor, old: Tensor, targets: Tensor, hyper: Tensor) -> Tuple[Tensor, Tensor]:
    clipped = old + torch.minimum(torch.maximum(values - old, torch.neg(hyper[0])), hyper[0])
    free = (values - targets) * (values - targets)
    held = (clipped - targets) * (clipped - targets)
    loss = 0.5 * torch.sum(torch.maximum(free, held)) / hyper[1]
    outside = torch.sum(torch.to(torch.gt(torch.abs(values - old), hyper[0]), 6))
    return (loss, outside)
