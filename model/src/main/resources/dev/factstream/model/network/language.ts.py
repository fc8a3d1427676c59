  # The language model over whole sequences, differentiable in every weight and in the adapter.
  #
  # weights: embed_tokens, norm, cos, sin, then 16 per layer:
  #   0 input_layernorm, 1..4 q k v o, 5 post_attention_layernorm, 6..8 gate up down,
  #   9..12 biases of q k v o, 13..15 biases of gate up down
  # lora: [scale] alone for none, else [scale] and 14 per layer: A, B of q k v o gate up down; B already has the shape [out, rank]

  def adapted(self, x: Tensor, weight: Tensor, bias: Tensor, lora: List[Tensor], at: int) -> Tensor:
    y = self.linear(x, weight, bias)
    if len(lora) > 1:
      a = lora[at]
      if a.numel() > 0:
        y = y + torch.linear(torch.linear(x, a), lora[at + 1]) * lora[0]
    return y

  def language_layer(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor, w: List[Tensor], at: int, lora: List[Tensor], l: int) -> Tensor:
    B = torch.size(x, 0)
    T = torch.size(x, 1)
    n = self.rms_norm(x, w[at])
    q = torch.reshape(self.adapted(n, w[at + 1], w[at + 9], lora, l), [B, T, $HEADS$, $HEAD_DIM$])
    k = torch.reshape(self.adapted(n, w[at + 2], w[at + 10], lora, l + 2), [B, T, $KV_HEADS$, $HEAD_DIM$])
    v = torch.reshape(self.adapted(n, w[at + 3], w[at + 11], lora, l + 4), [B, T, $KV_HEADS$, $HEAD_DIM$])
    q = self.rotate(torch.transpose(q, 1, 2), cos, sin)
    k = self.rotate(torch.transpose(k, 1, 2), cos, sin)
    o = self.attention(q, k, torch.transpose(v, 1, 2), mask)
    x = x + self.adapted(o, w[at + 4], w[at + 12], lora, l + 6)
    n = self.rms_norm(x, w[at + 5])
    gate = self.text_activation(self.adapted(n, w[at + 6], w[at + 13], lora, l + 8))
    up = self.adapted(n, w[at + 7], w[at + 14], lora, l + 10)
    return x + self.adapted(gate * up, w[at + 8], w[at + 15], lora, l + 12)

  # ids [B, T]; features [M, H] take the places `places` [M] of the flattened ids (`sources` [M] says which row of
  # features goes there; all three of size 0 without images); mask
  # as in attention, of size 0 for causal attention -> hidden states after the final norm [B, T, H]
  def hidden_states(self, ids: Tensor, features: Tensor, places: Tensor, sources: Tensor, mask: Tensor, w: List[Tensor], lora: List[Tensor]) -> Tensor:
    B = torch.size(ids, 0)
    T = torch.size(ids, 1)
    x = torch.embedding(w[0], ids)
    if places.numel() > 0:
      rows = torch.index_select(torch.reshape(features, [-1, $HIDDEN$]), 0, sources)
      x = torch.reshape(torch.index_copy(torch.reshape(x, [B * T, $HIDDEN$]), 0, places, rows), [B, T, $HIDDEN$])
    cos = torch.slice(w[2], 0, 0, T)
    sin = torch.slice(w[3], 0, 0, T)
    for i in range($TEXT_LAYERS$):
      x = self.language_layer(x, cos, sin, mask, w, 4 + 16 * i, lora, 1 + 14 * i)
    return self.rms_norm(x, w[1])

  def logits(self, hidden: Tensor, head: Tensor) -> Tensor:
    return torch.linear(hidden, head)

  def at(self, hidden: Tensor, places: Tensor) -> Tensor:
    return torch.index_select(torch.reshape(hidden, [-1, $HIDDEN$]), 0, places)

  # Log-probabilities of `targets` [M] from the hidden states h [M, H] that predict them, and the entropies of the
  # distributions, both of softmax(logits / temperature) in fp32.
  def row_statistics(self, h: Tensor, head: Tensor, targets: Tensor, temperature: Tensor) -> Tuple[Tensor, Tensor]:
    logp = torch.log_softmax(torch.to(torch.linear(h, head), 6) / temperature, -1)
    chosen = torch.squeeze(torch.gather(logp, -1, torch.unsqueeze(targets, -1)), -1)
    return (chosen, torch.neg(torch.sum(torch.exp(logp) * logp, [-1])))

  # The same from the hidden states at `places` [M] of the flattened hidden [B, T, H], written to `cells` [M] of two arrays
  # of the shape of `frame`, elsewhere 0.
  def token_statistics(self, hidden: Tensor, head: Tensor, places: Tensor, targets: Tensor, cells: Tensor, frame: Tensor, temperature: Tensor) -> Tuple[Tensor, Tensor]:
    chosen, entropy, = self.row_statistics(self.at(hidden, places), head, targets, temperature)
    zeros = torch.zeros_like(torch.flatten(frame))
    a = torch.reshape(torch.index_copy(zeros, 0, cells, chosen), torch.size(frame))
    b = torch.reshape(torch.index_copy(zeros, 0, cells, entropy), torch.size(frame))
    return (a, b)
