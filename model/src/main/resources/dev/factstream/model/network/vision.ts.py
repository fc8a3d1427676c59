  # CLIP's vision transformer and LLaVA's projector.
  #
  # weights: class_embedding, patch_embedding [W, C, P, P], position_embedding, pre-norm weight and bias, then 16 per layer:
  #   layer_norm1 w b, q w b, k w b, v w b, out w b, layer_norm2 w b, fc1 w b, fc2 w b
  # projector: linear_1 w b, linear_2 w b

  def vision_activation(self, x: Tensor) -> Tensor:
    return $VISION_ACTIVATION$

  def projector_activation(self, x: Tensor) -> Tensor:
    return $PROJECTOR_ACTIVATION$

  def layer_norm(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.layer_norm(x, [$VISION_HIDDEN$], weight, bias, $VISION_EPS$)

  def vision_layer(self, x: Tensor, w: List[Tensor], at: int) -> Tensor:
    B = torch.size(x, 0)
    T = torch.size(x, 1)
    n = self.layer_norm(x, w[at], w[at + 1])
    q = torch.transpose(torch.reshape(torch.linear(n, w[at + 2], w[at + 3]), [B, T, $VISION_HEADS$, -1]), 1, 2)
    k = torch.transpose(torch.reshape(torch.linear(n, w[at + 4], w[at + 5]), [B, T, $VISION_HEADS$, -1]), 1, 2)
    v = torch.transpose(torch.reshape(torch.linear(n, w[at + 6], w[at + 7]), [B, T, $VISION_HEADS$, -1]), 1, 2)
    o = torch.scaled_dot_product_attention(q, k, v, None, 0., False)
    o = torch.reshape(torch.transpose(o, 1, 2), [B, T, $VISION_HIDDEN$])
    x = x + torch.linear(o, w[at + 8], w[at + 9])
    n = self.layer_norm(x, w[at + 10], w[at + 11])
    n = self.vision_activation(torch.linear(n, w[at + 12], w[at + 13]))
    return x + torch.linear(n, w[at + 14], w[at + 15])

  # pixels [B, C, S, S] -> the hidden states before the first and after each of `depth` layers, each [B, 1 + patches, W]
  def vision_states(self, pixels: Tensor, w: List[Tensor], depth: int) -> List[Tensor]:
    patches = torch.conv2d(pixels, w[1], None, [$PATCH$, $PATCH$])
    patches = torch.transpose(torch.flatten(patches, 2, -1), 1, 2)
    cls = torch.expand(w[0], [torch.size(pixels, 0), 1, $VISION_HIDDEN$])
    x = torch.cat([cls, patches], 1) + w[2]
    x = self.layer_norm(x, w[3], w[4])
    states = [x]
    for i in range(depth):
      x = self.vision_layer(x, w, 5 + 16 * i)
      states.append(x)
    return states

  def all_vision_states(self, pixels: Tensor, w: List[Tensor]) -> List[Tensor]:
    return self.vision_states(pixels, w, $VISION_LAYERS$)

  # pixels [B, C, S, S] -> what the language model sees in place of the image tokens, [B, tokens, H]
  def image_features(self, pixels: Tensor, w: List[Tensor], projector: List[Tensor]) -> Tensor:
    states = self.vision_states(pixels, w, $VISION_DEPTH$)
    chosen = annotate(List[Tensor], [])
    for layer in [$FEATURE_LAYERS$]:
      chosen.append(states[layer])
    x = torch.cat(chosen, -1)
    if $DROP_CLASS_TOKEN$:
      x = torch.slice(x, 1, 1)
    x = self.projector_activation(self.linear(x, projector[0], projector[1]))
    return self.linear(x, projector[2], projector[3])
