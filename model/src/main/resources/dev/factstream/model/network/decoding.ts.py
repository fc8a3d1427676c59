  # Generation with key-value caches; no gradients. Sequences run in slots; the running ones fill the first slots.
  #
  # weights, as for_decoding gives them: embed_tokens, norm, turns (complex [positions, D / 2]), then 8 per layer:
  #   0 1 q|k|v w b, 2 3 o w b, 4 5 gate|up w b, 6 7 down w b
  # One cache per layer: [2, slots, kv heads, capacity, D], keys and values; position t of a sequence lies at index t.
  #
  # q|k|v and gate|up lie in blocks of columns, weights [blocks, in, columns] and biases [blocks, 1, columns], and what they give in
  # the same, [blocks, rows, columns]: for few rows a quarter quicker than one wide product, and each part is contiguous. The
  # blocks of q|k|v are as wide as all kv heads; block g of q has the g-th of the heads that share a key.

  # fold's q|k|v [in, (heads + 2 kv heads) D] in blocks, with the scale of attention in q.
  def attention_blocks(self, w: Tensor) -> Tensor:
    if w.numel() > 0:
      width = $KV_HEADS$ * $HEAD_DIM$
      q = torch.reshape(torch.narrow(w, 1, 0, $HEADS$ * $HEAD_DIM$), [-1, $KV_HEADS$, $GROUPS$, $HEAD_DIM$])
      q = torch.reshape(torch.permute(q, [2, 0, 1, 3]), [$GROUPS$, -1, width]) * $ATTENTION_SCALE$
      kv = torch.reshape(torch.narrow(w, 1, $HEADS$ * $HEAD_DIM$, 2 * width), [-1, 2, width])
      w = torch.cat([q, torch.transpose(kv, 0, 1)])
    return w

  # fold's gate|up [in, 2 columns] in blocks; GPUs take the two as they are.
  def inner_blocks(self, w: Tensor) -> Tensor:
    if w.numel() > 0:
      width = $INNER_BLOCK$
      if w.is_cuda:
        width = $INTERMEDIATE$
      w = torch.reshape(w, [-1, 2 * $INTERMEDIATE$ // width, width])
      w = torch.contiguous(torch.transpose(w, 0, 1))
    return w

  # What fold gives as decoding reads it: matrices of the type with this number in torch, in blocks, and with sqrt(H) in what reads a norm,
  # see normed.
  def for_decoding(self, folded: List[Tensor], type: Tensor) -> List[Tensor]:
    wanted = int(type)
    result = [folded[0], folded[1] * $HIDDEN_ROOT$, folded[2]]
    for i in range($TEXT_LAYERS$):
      at = 3 + 19 * i
      result.append(torch.to(self.attention_blocks(folded[at]).mul_($HIDDEN_ROOT$), wanted))
      result.append(self.attention_blocks(torch.unsqueeze(folded[at + 1], 0)))
      result.append(torch.to(folded[at + 2], wanted))
      result.append(folded[at + 3])
      result.append(torch.to(self.inner_blocks(folded[at + 4]).mul_($HIDDEN_ROOT$), wanted))
      result.append(self.inner_blocks(torch.unsqueeze(folded[at + 5], 0)))
      result.append(torch.to(folded[at + 6], wanted))
      result.append(folded[at + 7])
    return result

  # Where the layers of one pass write, each over what the one before it wrote, for B T rows, and the shapes that it is read in: a step of
  # few rows takes as long for a call of torch as for its numbers.
  #   0 normed rows [B T, H], 1 2 once for each block of q|k|v and of gate|up
  #   3 q|k|v, 4 in fp32, 5 queries and keys of 4 in pairs, complex [(groups + 1) B, T, kv heads D / 2], 6 q [B T kv heads, groups, D],
  #   7 new rows of the cache, keys and values [2, B T kv heads, D], 8 attended values as q, 9 as rows [B T, heads D]
  #   10 gate|up, 11 12 gate and up [B T, blocks / 2, columns], 13 their product, 14 as rows [B T, I]
  def workspace(self, B: int, T: int, w: List[Tensor]) -> List[Tensor]:
    N = B * T
    width = $KV_HEADS$ * $HEAD_DIM$
    dtype = w[3].dtype
    device = w[3].device
    normed = torch.empty([N, $HIDDEN$], dtype=dtype, device=device)
    qkv = torch.empty([$GROUPS$ + 2, N, width], dtype=dtype, device=device)
    wide = torch.to(qkv, 6)
    pairs = torch.view(torch.narrow(wide, 0, 0, $GROUPS$ + 1), [($GROUPS$ + 1) * B, T, width // 2, 2])
    q = torch.as_strided(qkv, [N * $KV_HEADS$, $GROUPS$, $HEAD_DIM$], [$HEAD_DIM$, N * width, 1])
    new = torch.view(torch.narrow(qkv, 0, $GROUPS$, 2), [2, -1, $HEAD_DIM$])
    attended = torch.empty([N * $KV_HEADS$, $GROUPS$, $HEAD_DIM$], dtype=dtype, device=device)
    blocks = torch.size(w[7], 0)
    both = torch.empty([blocks, N, torch.size(w[7], 2)], dtype=dtype, device=device)
    halves = torch.chunk(torch.transpose(both, 0, 1), 2, 1)
    inner = torch.empty([N, $INTERMEDIATE$], dtype=dtype, device=device)
    return [normed, torch.expand(normed, [$GROUPS$ + 2, N, $HIDDEN$]), torch.expand(normed, [blocks, N, $HIDDEN$]), qkv, wide, torch.view_as_complex(pairs), q, new, attended, torch.view(attended, [N, $HEADS$ * $HEAD_DIM$]), both, halves[0], halves[1], torch.view(inner, torch.size(halves[0])), inner]

  # sqrt(H) times the root of mean square + epsilon of each row: the length of a vector with the row's own and sqrt(H epsilon) as legs.
  # The root of H is in the weights that read what is divided by it.
  def length(self, x: Tensor, floor: Tensor) -> Tensor:
    return torch.hypot(torch.linalg_vector_norm(x, 2, [-1], True), floor)

  def norm_floor(self, x: Tensor) -> Tensor:
    return torch.full([1], $HIDDEN_ROOT$ * $TEXT_EPS_ROOT$, dtype=x.dtype, device=x.device)

  # Queries, keys and values of x into the workspace, turned by turns [T, kv heads D / 2].
  def attention_input(self, x: Tensor, floor: Tensor, turns: Tensor, w: List[Tensor], at: int, room: List[Tensor]) -> Tensor:
    normed = torch.div(x, self.length(x, floor), out=room[0])
    qkv = torch.bmm(room[1], w[at], out=room[3])
    if w[at + 1].numel() > 0:
      qkv = qkv.add_(w[at + 1])
    if qkv.dtype == 6:
      turned = room[5].mul_(turns)
    else: # there are no complex numbers of two bf16
      wide = room[4].copy_(qkv)
      turned = room[5].mul_(turns)
      qkv = qkv.copy_(wide)
    return qkv

  def feed_forward(self, x: Tensor, floor: Tensor, w: List[Tensor], at: int, room: List[Tensor]) -> Tensor:
    normed = torch.div(x, self.length(x, floor), out=room[0])
    both = torch.bmm(room[2], w[at + 4], out=room[10])
    if w[at + 5].numel() > 0:
      both = both.add_(w[at + 5])
    inner = torch.mul(self.text_activation(room[11]), room[12], out=room[13])
    return self.onto(x, room[14], w[at + 6], w[at + 7])

  def after_last(self, x: Tensor, floor: Tensor, w: List[Tensor]) -> Tensor:
    return torch.div(x, self.length(x, floor)).mul_(w[1])

  # Reads prompts into the slots from `first` on. ids [N, T] padded on the right; features, places and sources as in
  # hidden_states; last [N] is the index of each prompt's last token -> hidden state there, after the final norm [N, H]
  def prefill(self, ids: Tensor, features: Tensor, places: Tensor, sources: Tensor, last: Tensor, first: Tensor, caches: List[Tensor], w: List[Tensor]) -> Tensor:
    N = torch.size(ids, 0)
    T = torch.size(ids, 1)
    slot = int(first)
    x = self.embedded(ids, features, places, sources, w)
    turns = torch.repeat(torch.slice(w[2], 0, 0, T), [1, $KV_HEADS$])
    floor = self.norm_floor(x)
    work = self.workspace(N, T, w)
    for i in range($TEXT_LAYERS$):
      at = 3 + 8 * i
      qkv = torch.view(self.attention_input(x, floor, turns, w, at, work), [-1, N, T, $KV_HEADS$, $HEAD_DIM$])
      room = torch.narrow(torch.narrow(caches[i], 1, slot, N), 3, 0, T)
      room = room.copy_(torch.transpose(torch.narrow(qkv, 0, $GROUPS$, 2), 2, 3))
      q = torch.reshape(torch.permute(torch.narrow(qkv, 0, 0, $GROUPS$), [1, 3, 0, 2, 4]), [N, $HEADS$, T, $HEAD_DIM$])
      k = self.for_each_head(torch.select(room, 0, 0))
      o, heads, mass, = self.attended(q, k, self.for_each_head(torch.select(room, 0, 1)), 1.)
      if i == $TEXT_LAYERS$ - 1:
        wanted = torch.arange(N, device=last.device) * T + last
        o = torch.index_select(o, 0, wanted)
        x = torch.index_select(x, 0, wanted)
        work = self.workspace(1, N, w)
      x = self.feed_forward(self.onto(x, o, w[at + 2], w[at + 3]), floor, w, at, work)
    return self.after_last(x, floor, w)

  # Feeds one token to each of the B slots from `first` on: ids [B] go to the positions `at_position` [B] -> hidden state [B, H]
  def feed(self, ids: Tensor, at_position: Tensor, first: Tensor, caches: List[Tensor], w: List[Tensor]) -> Tensor:
    return self.fed(ids, at_position, int(first), caches, w, self.workspace(1, torch.size(ids, 0), w))

  def fed(self, ids: Tensor, at_position: Tensor, slot: int, caches: List[Tensor], w: List[Tensor], work: List[Tensor]) -> Tensor:
    B = torch.size(ids, 0)
    least, last, = torch.aminmax(at_position)
    L = int(last) + 1
    ragged = int(least) < int(last)
    slots = torch.size(caches[0], 1)
    capacity = torch.size(caches[0], 3)
    running = B * $KV_HEADS$
    each = capacity * $HEAD_DIM$ # numbers of one head in one slot
    keys_at = slot * $KV_HEADS$ * each
    all_keys = slots * $KV_HEADS$ * each
    values_at = keys_at + all_keys
    x = torch.embedding(w[0], ids)
    floor = self.norm_floor(x)
    turns = torch.repeat(torch.index_select(w[2], 0, at_position), [1, $KV_HEADS$])
    rows = at_position
    later = floor
    if ragged:
      position = torch.unsqueeze(at_position, 1)
      rows = torch.view(torch.arange(running, device=ids.device), [B, $KV_HEADS$]) * capacity + position
      if slot > 0:
        rows = rows + slot * $KV_HEADS$ * capacity
      rows = torch.flatten(torch.cat([rows, rows + slots * $KV_HEADS$ * capacity]))
      later = torch.to(torch.gt(torch.unsqueeze(torch.arange(L, device=ids.device), 0), position), caches[0].dtype).mul_(-1e30)
      later = torch.reshape(torch.expand(torch.unsqueeze(later, 1), [B, $KV_HEADS$, L]), [running, 1, L])
    for i in range($TEXT_LAYERS$):
      at = 3 + 8 * i
      qkv = self.attention_input(x, floor, turns, w, at, work)
      if ragged:
        filled = torch.view(caches[i], [-1, $HEAD_DIM$]).index_copy_(0, rows, torch.flatten(work[7], 0, 1))
      else:
        filled = torch.as_strided(caches[i], [2, running, $HEAD_DIM$], [all_keys, each, 1], keys_at + (L - 1) * $HEAD_DIM$).copy_(work[7])
      keys = torch.as_strided(caches[i], [running, $HEAD_DIM$, L], [each, 1, $HEAD_DIM$], keys_at)
      values = torch.as_strided(caches[i], [running, L, $HEAD_DIM$], [each, $HEAD_DIM$, 1], values_at)
      if ragged:
        scores = torch.baddbmm(later, work[6], keys)
      else:
        scores = torch.bmm(work[6], keys)
      mass = torch.softmax(scores, -1)
      attended = torch.bmm(mass, values, out=work[8])
      x = self.onto(x, work[9], w[at + 2], w[at + 3])
      x = self.feed_forward(x, floor, w, at, work)
    return self.after_last(x, floor, w)

  # Feeds one token and draws the next, see feed and draw, as often as there are rows of uniform numbers [steps, B], but not
  # beyond a step in which one of `stops` is drawn: [steps made, 3, B]. What a call costs is shared by its steps.
  def steps(self, ids: Tensor, at_position: Tensor, first: Tensor, caches: List[Tensor], w: List[Tensor], head: Tensor, sampling: Tensor, uniforms: Tensor, stops: Tensor) -> Tensor:
    drawn = annotate(List[Tensor], [])
    slot = int(first)
    asked = self.asked(sampling)
    work = self.workspace(1, torch.size(ids, 0), w)
    table = self.drawing_table(torch.size(ids, 0), head)
    going = True
    for i in range(torch.size(uniforms, 0)):
      if going:
        made = self.drawn(self.fed(ids, at_position, slot, caches, w, work), table, sampling, torch.select(uniforms, 0, i), asked)
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
