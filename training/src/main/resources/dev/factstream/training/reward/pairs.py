  # scores [2 P]: of both answers of a pair, pair after pair; signs [P], 1 where the first is preferred, -1 where the second is.
  #
  # -log sigmoid(r_preferred - r_other) (Bradley and Terry 1952) is the binary cross-entropy of the difference; beside it
  # 0.001 * |mean(r_first + r_second)|, which LLaVA-RLHF's reward_model.py adds without a word in the paper: the first term knows
  # differences only, so without it the zero of the scores would drift.
  def loss(self, scores: Tensor, signs: Tensor) -> Tensor:
    pairs = torch.reshape(scores, [-1, 2])
    first = torch.select(pairs, 1, 0)
    second = torch.select(pairs, 1, 1)
    preference = torch.mean(torch.softplus(torch.neg(signs * (first - second))))
    centre = torch.abs(torch.mean(first + second))
    return preference + 0.001 * centre
