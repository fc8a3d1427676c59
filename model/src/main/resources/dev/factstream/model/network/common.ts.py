  # Shared by training and decoding. Shapes: B batch, T positions, H hidden, D head dimension, V vocabulary.
  # An empty tensor stands for "no bias" and "no adapter here".

  def linear(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if bias.numel() == 0:
      y = torch.linear(x, weight)
    else:
      y = torch.linear(x, weight, bias)
    return y

  def rms_norm(self, x: Tensor, weight: Tensor) -> Tensor:
    return x * torch.rsqrt(torch.mean(x * x, [-1], True) + $TEXT_EPS$) * weight

  # x [B, heads, T, D]; cos, sin broadcast against [B, heads, T, D / 2]. Pairs are (i, i + D / 2), as in Hugging Face's Llama.
  def rotate(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    halves = torch.chunk(x, 2, -1)
    a = halves[0]
    b = halves[1]
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)

  def text_activation(self, x: Tensor) -> Tensor:
    return $TEXT_ACTIVATION$

  # Attention of whole sequences. Without a mask it is causal, and sequences are padded on the right: a real position never
  # looks at padding. mask [B, 1, T, T] says who sees whom; a position that sees nobody gets zeros, as in Hugging Face.
  # q [B, heads, T, D], k and v [B, kv heads, T, D] -> [B, T, heads * D]
  def attention(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
    B = torch.size(q, 0)
    T = torch.size(q, 2)
    if $GROUPS$ > 1:
      k = torch.reshape(torch.expand(torch.unsqueeze(k, 2), [B, $KV_HEADS$, $GROUPS$, T, $HEAD_DIM$]), [B, $HEADS$, T, $HEAD_DIM$])
      v = torch.reshape(torch.expand(torch.unsqueeze(v, 2), [B, $KV_HEADS$, $GROUPS$, T, $HEAD_DIM$]), [B, $HEADS$, T, $HEAD_DIM$])
    if mask.numel() == 0:
      o = torch.scaled_dot_product_attention(q, k, v, None, 0., True)
    else:
      o = torch.scaled_dot_product_attention(q, k, v, mask, 0., False)
    return torch.reshape(torch.transpose(o, 1, 2), [B, T, $HEADS$ * $HEAD_DIM$])
