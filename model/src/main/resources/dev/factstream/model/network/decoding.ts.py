  # Generation with key-value caches; no gradients. Sequences run in slots; the running ones fill the first slots.
  #
  # weights: embed_tokens, norm, cos, sin, head, then 10 per layer (projections that read the same input are one matrix):
  #   0 input_layernorm, 1 2 q|k|v w b, 3 4 o w b, 5 post_attention_layernorm, 6 7 gate|up w b, 8 9 down w b
  # caches: keys and values of each layer, [slots, kv heads, capacity, D]; position t of a sequence lies at index t

  def feed_forward(self, x: Tensor, w: List[Tensor], at: int) -> Tensor:
    n = self.rms_norm(x, w[at + 5])
    halves = torch.chunk(self.linear(n, w[at + 6], w[at + 7]), 2, -1)
    return x + self.linear(self.text_activation(halves[0]) * halves[1], w[at + 8], w[at + 9])

  # Reads prompts into the slots from `first` on. ids [N, T] padded on the right; features, places and sources as in
  # hidden_states; last [N] is the index of each prompt's last token -> hidden state there, after the final norm [N, H]
  def prefill(self, ids: Tensor, features: Tensor, places: Tensor, sources: Tensor, last: Tensor, first: Tensor, caches: List[Tensor], w: List[Tensor]) -> Tensor:
    N = torch.size(ids, 0)
    T = torch.size(ids, 1)
    slot = int(first)
    x = torch.embedding(w[0], ids)
    if places.numel() > 0:
      rows = torch.index_select(torch.reshape(features, [-1, $HIDDEN$]), 0, sources)
      x = torch.reshape(torch.index_copy(torch.reshape(x, [N * T, $HIDDEN$]), 0, places, rows), [N, T, $HIDDEN$])
    cos = torch.slice(w[2], 0, 0, T)
    sin = torch.slice(w[3], 0, 0, T)
    for i in range($TEXT_LAYERS$):
      at = 5 + 10 * i
      qkv = self.linear(self.rms_norm(x, w[at]), w[at + 1], w[at + 2])
      heads = torch.transpose(torch.reshape(qkv, [N, T, $HEADS$ + 2 * $KV_HEADS$, $HEAD_DIM$]), 1, 2)
      q = self.rotate(torch.narrow(heads, 1, 0, $HEADS$), cos, sin)
      k = self.rotate(torch.narrow(heads, 1, $HEADS$, $KV_HEADS$), cos, sin)
      v = torch.narrow(heads, 1, $HEADS$ + $KV_HEADS$, $KV_HEADS$)
      torch.copy_(torch.narrow(torch.narrow(caches[2 * i], 0, slot, N), 2, 0, T), k)
      torch.copy_(torch.narrow(torch.narrow(caches[2 * i + 1], 0, slot, N), 2, 0, T), v)
      x = x + self.linear(self.attention(q, k, v, torch.empty([0])), w[at + 3], w[at + 4])
      x = self.feed_forward(x, w, at)
    index = torch.expand(torch.reshape(last, [N, 1, 1]), [N, 1, $HIDDEN$])
    return self.rms_norm(torch.squeeze(torch.gather(x, 1, index), 1), w[1])

  # Feeds one token to each of the first B slots: ids [B] go to the positions `at_position` [B] -> hidden state [B, H]
  def feed(self, ids: Tensor, at_position: Tensor, caches: List[Tensor], w: List[Tensor]) -> Tensor:
    B = torch.size(ids, 0)
    L = int(torch.max(at_position)) + 1
    x = torch.embedding(w[0], ids)
    cos = torch.reshape(torch.index_select(w[2], 0, at_position), [B, 1, -1])
    sin = torch.reshape(torch.index_select(w[3], 0, at_position), [B, 1, -1])
    spot = torch.expand(torch.reshape(at_position, [B, 1, 1, 1]), [B, $KV_HEADS$, 1, $HEAD_DIM$])
    later = torch.gt(torch.reshape(torch.arange(L, device=at_position.device), [1, 1, 1, L]), torch.reshape(at_position, [B, 1, 1, 1]))
    hidden_by_time = torch.to(later, 6) * -1e30
    for i in range($TEXT_LAYERS$):
      at = 5 + 10 * i
      qkv = self.linear(self.rms_norm(x, w[at]), w[at + 1], w[at + 2])
      heads = torch.reshape(qkv, [B, $HEADS$ + 2 * $KV_HEADS$, $HEAD_DIM$])
      turned = self.rotate(torch.narrow(heads, 1, 0, $HEADS$ + $KV_HEADS$), cos, sin)
      k = torch.reshape(torch.narrow(turned, 1, $HEADS$, $KV_HEADS$), [B, $KV_HEADS$, 1, $HEAD_DIM$])
      v = torch.reshape(torch.narrow(heads, 1, $HEADS$ + $KV_HEADS$, $KV_HEADS$), [B, $KV_HEADS$, 1, $HEAD_DIM$])
      keys = torch.narrow(caches[2 * i], 0, 0, B)
      values = torch.narrow(caches[2 * i + 1], 0, 0, B)
      torch.scatter_(keys, 2, spot, k)
      torch.scatter_(values, 2, spot, v)
      q = torch.reshape(torch.narrow(turned, 1, 0, $HEADS$), [B * $KV_HEADS$, $GROUPS$, $HEAD_DIM$]) * $ATTENTION_SCALE$
      keys = torch.flatten(torch.narrow(keys, 2, 0, L), 0, 1)
      values = torch.flatten(torch.narrow(values, 2, 0, L), 0, 1)
      scores = torch.reshape(torch.bmm(q, torch.transpose(keys, 1, 2)), [B, $KV_HEADS$, $GROUPS$, L])
      weights = torch.softmax(scores + hidden_by_time, -1)
      o = torch.bmm(torch.reshape(weights, [B * $KV_HEADS$, $GROUPS$, L]), values)
      x = x + self.linear(torch.reshape(o, [B, $HEADS$ * $HEAD_DIM$]), w[at + 3], w[at + 4])
      x = self.feed_forward(x, w, at)
    return self.rms_norm(x, w[1])

  # Feeds one token and draws the next: see feed and draw.
  def step(self, ids: Tensor, at_position: Tensor, caches: List[Tensor], w: List[Tensor], sampling: Tensor) -> Tensor:
    return self.draw(self.feed(ids, at_position, caches, w), w[4], sampling)

  # The sequence in slot `source` moves to slot `target`.
  def move(self, caches: List[Tensor], source: Tensor, target: Tensor) -> Tensor:
    for cache in caches:
      torch.copy_(torch.select(cache, 0, int(target)), torch.select(cache, 0, int(source)))
    return target
