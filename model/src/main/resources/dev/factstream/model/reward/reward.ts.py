  # The reward of each row from the hidden state of its last token. hidden [B, T, H]; places [B], indices into the flattened
  # [B * T]; weight [1, H], bias [1] -> [B]
  def scores(self, hidden: Tensor, places: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    h = torch.index_select(torch.flatten(hidden, 0, 1), 0, places)
    return torch.flatten(torch.linear(h, weight, bias))
