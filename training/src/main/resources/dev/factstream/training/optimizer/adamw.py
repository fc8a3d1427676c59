  def squares(self, gradients: List[Tensor]) -> float:
    squares = 0.0
    for i in range(len(gradients)):
      squares = squares + float(torch.sum(gradients[i] * gradients[i]))
    return squares

  def norm(self, gradients: List[Tensor]) -> Tensor:
    return torch.tensor(self.squares(gradients) ** 0.5, dtype=7)

  # Clips the gradients to one global norm and takes one AdamW step in place (arXiv 1711.05101): the decay acts on the
  # weights themselves, not through the gradient, and only on matrices, as biases and norms have no direction to shrink.
  # hyper = [rate, beta1, beta2, epsilon, decay, largest norm, step counted from 1, norm of gradients elsewhere that are
  # clipped together with these]. Returns the norm of these before clipping; where one of both is not finite nothing has
  # been changed, and the result is not finite.
  def step(self, weights: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor], hyper: Tensor) -> Tensor:
    rate = float(hyper[0])
    beta1 = float(hyper[1])
    beta2 = float(hyper[2])
    epsilon = float(hyper[3])
    decay = float(hyper[4])
    largest = float(hyper[5])
    count = float(hyper[6])
    other = float(hyper[7])
    squares = self.squares(gradients)
    norm = (squares + other * other) ** 0.5
    if norm - norm == 0.0:
      scale = 1.0
      if norm > largest:
        scale = largest / (norm + 1e-6)
      norm = squares ** 0.5
      correction1 = 1.0 - beta1 ** count
      correction2 = (1.0 - beta2 ** count) ** 0.5
      for i in range(len(weights)):
        gradient = gradients[i] * scale
        w = weights[i]
        m = first[i]
        v = second[i]
        if w.dim() > 1:
          w.mul_(1.0 - rate * decay)
        m.mul_(beta1).add_(gradient, alpha=1.0 - beta1)
        v.mul_(beta2).addcmul_(gradient, gradient, value=1.0 - beta2)
        w.addcdiv_(m, (torch.sqrt(v) / correction2).add_(epsilon), value=-rate / correction1)
    return torch.tensor(norm, dtype=7)
