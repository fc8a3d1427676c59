  # Generation with key-value caches; no gradients. Sequences run in slots; the running ones fill the first slots.
  #
  # weights as fold gives them (adapting.ts.py), one cache per layer: [2, slots, kv heads, capacity, D], keys and values;
  # position t of a sequence lies at index t

  # x / sqrt(mean square + epsilon) / sqrt(H): the row over the length of a vector with the row's own and sqrt(H epsilon) as legs.
  # The root of H is in the weights that read it.
  def normed(self, x: Tensor, floor: Tensor) -> Tensor:
    return torch.div(x, torch.hypot(torch.linalg_vector_norm(x, 2, [-1], True), floor))

  def norm_floor(self, x: Tensor) -> Tensor:
    return torch.full([1], $HIDDEN_ROOT$ * $TEXT_EPS_ROOT$, dtype=x.dtype, device=x.device)

  def feed_forward(self, x: Tensor, floor: Tensor, w: List[Tensor], at: int) -> Tensor:
    both = torch.chunk(self.product(self.normed(x, floor), w[at + 4], w[at + 5]), 2, 1)
    return self.onto(x, self.text_activation(both[0]).mul_(both[1]), w[at + 6], w[at + 7])

  # Reads prompts into the slots from `first` on. ids [N, T] padded on the right; features, places and sources as in
  # hidden_states; last [N] is the index of each prompt's last token -> hidden state there, after the final norm [N, H]
  def prefill(self, ids: Tensor, features: Tensor, places: Tensor, sources: Tensor, last: Tensor, first: Tensor, caches: List[Tensor], w: List[Tensor]) -> Tensor:
    N = torch.size(ids, 0)
    T = torch.size(ids, 1)
    slot = int(first)
    x = self.embedded(ids, features, places, sources, w)
    turn = self.for_turned_heads(torch.slice(w[2], 0, 0, T))
    floor = self.norm_floor(x)
    for i in range($TEXT_LAYERS$):
      at = 3 + 19 * i
      qkv = self.turn_each_(self.product(self.normed(x, floor), w[at], w[at + 1]), turn)
      k = self.heads_of(qkv, T, $HEADS$, $KV_HEADS$)
      v = self.heads_of(qkv, T, $HEADS$ + $KV_HEADS$, $KV_HEADS$)
      room = torch.narrow(torch.narrow(caches[i], 1, slot, N), 3, 0, T)
      torch.copy_(torch.select(room, 0, 0), k)
      torch.copy_(torch.select(room, 0, 1), v)
      o, heads, mass, = self.attended(self.heads_of(qkv, T, 0, $HEADS$), self.for_each_head(k), self.for_each_head(v))
      if i == $TEXT_LAYERS$ - 1:
        wanted = torch.arange(N, device=last.device) * T + last
        o = torch.index_select(o, 0, wanted)
        x = torch.index_select(x, 0, wanted)
      x = self.feed_forward(self.onto(x, o, w[at + 2], w[at + 3]), floor, w, at)
    return self.normed(x, floor).mul_(w[1])

  # Feeds one token to each of the first B slots: ids [B] go to the positions `at_position` [B] -> hidden state [B, H]
  def feed(self, ids: Tensor, at_position: Tensor, caches: List[Tensor], w: List[Tensor]) -> Tensor:
    B = torch.size(ids, 0)
    L = int(torch.max(at_position)) + 1
    slots = torch.size(caches[0], 1)
    capacity = torch.size(caches[0], 3)
    running = B * $KV_HEADS$
    each = capacity * $HEAD_DIM$ # numbers of one head in one slot
    x = torch.embedding(w[0], ids)
    floor = self.norm_floor(x)
    turn = self.for_turned_heads(torch.index_select(w[2], 0, at_position))
    position = torch.unsqueeze(at_position, 1)
    rows = torch.view(torch.arange(running, device=ids.device), [B, $KV_HEADS$]) * capacity + position
    rows = torch.flatten(torch.cat([rows, rows + slots * $KV_HEADS$ * capacity], 1))
    later = torch.to(torch.gt(torch.unsqueeze(torch.arange(L, device=ids.device), 0), position), caches[0].dtype).mul_(-1e30)
    later = torch.reshape(torch.expand(torch.unsqueeze(later, 1), [B, $KV_HEADS$, L]), [running, 1, L])
    for i in range($TEXT_LAYERS$):
      at = 3 + 19 * i
      qkv = self.turn_each_(self.product(self.normed(x, floor), w[at], w[at + 1]), turn)
      new = torch.reshape(torch.narrow(qkv, 1, $HEADS$ * $HEAD_DIM$, 2 * $KV_HEADS$ * $HEAD_DIM$), [-1, $HEAD_DIM$])
      filled = torch.view(caches[i], [-1, $HEAD_DIM$]).index_copy_(0, rows, new)
      keys = torch.as_strided(caches[i], [running, $HEAD_DIM$, L], [each, 1, $HEAD_DIM$], 0)
      values = torch.as_strided(caches[i], [running, L, $HEAD_DIM$], [each, $HEAD_DIM$, 1], slots * $KV_HEADS$ * each)
      q = torch.reshape(torch.narrow(qkv, 1, 0, $HEADS$ * $HEAD_DIM$), [running, $GROUPS$, $HEAD_DIM$])
      mass = torch.softmax(torch.baddbmm(later, q, keys, alpha=$ATTENTION_SCALE$), -1)
      x = self.onto(x, torch.view(torch.bmm(mass, values), [B, $HEADS$ * $HEAD_DIM$]), w[at + 2], w[at + 3])
      x = self.feed_forward(x, floor, w, at)
    return self.normed(x, floor).mul_(w[1])

  # Feeds one token and draws the next, see feed and draw, as often as there are rows of uniform numbers [steps, B], but not
  # beyond a step in which one of `stops` is drawn: [steps made, 3, B]. What a call costs is shared by its steps.
  def steps(self, ids: Tensor, at_position: Tensor, caches: List[Tensor], w: List[Tensor], head: Tensor, sampling: Tensor, uniforms: Tensor, stops: Tensor) -> Tensor:
    drawn = annotate(List[Tensor], [])
    asked = self.asked(sampling)
    going = True
    for i in range(torch.size(uniforms, 0)):
      if going:
        made = self.drawn(self.feed(ids, at_position, caches, w), head, sampling, torch.select(uniforms, 0, i), asked)
        drawn.append(made)
        ids = torch.to(torch.select(made, 0, 0), 4)
        at_position = at_position + 1
        going = not bool(torch.any(torch.isin(ids, stops)))
    return torch.stack(drawn)

  # The sequence in slot `source` moves to slot `target`.
  def move(self, caches: List[Tensor], source: Tensor, target: Tensor) -> Tensor:
    for cache in caches:
      torch.copy_(torch.select(cache, 1, int(target)), torch.select(cache, 1, int(source)))
    return target

  # What the first `kept` slots hold at `length` positions goes into a cache of another shape.
  def carry(self, source: Tensor, target: Tensor, kept: Tensor, length: Tensor) -> Tensor:
    room = torch.narrow(torch.narrow(target, 1, 0, int(kept)), 3, 0, int(length))
    torch.copy_(room, torch.narrow(torch.narrow(source, 1, 0, int(kept)), 3, 0, int(length)))
    return target

  # Room for keys and values of one layer, of the type with this number.
  def cache(self, slots: Tensor, capacity: Tensor, type: Tensor) -> Tensor:
    return torch.zeros([2, int(slots), $KV_HEADS$, int(capacity), $HEAD_DIM$], dtype=int(type), device=slots.device)
