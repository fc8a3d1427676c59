  # The language model with an adapter folded in, forward and backward by hand: only the adapter gets gradients. Beside
  # language.ts.py, which records every operation and multiplies with the low-rank matrices apart, it joins what reads the
  # same input, works in place, keeps only what the backward pass needs and computes the last layer where it is asked for.
  #
  # folded weights: embed_tokens, norm, turns (complex [positions, D / 2]), then 19 per layer:
  #   0 1 q|k|v w b, 2 3 o w b, 4 5 gate|up w b, 6 7 down w b: adapter and norm weight multiplied in, w [in, out] in memory
  #   8 A of q|k|v, 9 10 11 B of q k v, 12 13 A B of o, 14 A of gate|up, 15 16 B of gate up, 17 18 A B of down
  # Rows of q and k are reordered so that the two halves of a rotated pair are neighbours: a rotation is then a product of
  # complex numbers, and the products of queries and keys do not notice.

  def merged(self, weight: Tensor, lora: List[Tensor], l: int) -> Tensor:
    if len(lora) > 1:
      if lora[l].numel() > 0:
        weight = torch.addmm(weight, lora[l + 1], lora[l], alpha=float(lora[0]))
    return weight

  # Halves of heads, rows first, to neighbours.
  def paired(self, rows: Tensor, heads: int) -> Tensor:
    if rows.numel() > 0:
      halves = torch.transpose(torch.reshape(rows, [heads, 2, $HEAD_DIM$ // 2, -1]), 1, 2)
      rows = torch.reshape(halves, torch.size(rows))
    return rows

  def unpaired(self, rows: Tensor, heads: int) -> Tensor:
    pairs = torch.transpose(torch.reshape(rows, [heads, $HEAD_DIM$ // 2, 2, -1]), 1, 2)
    return torch.reshape(pairs, torch.size(rows))

  # The A matrices that read one input, one below the other, with the input's norm weight multiplied in.
  def joined_a(self, parts: List[Tensor], norm: Tensor) -> Tensor:
    some = annotate(List[Tensor], [])
    for a in parts:
      if a.numel() > 0:
        some.append(a * norm)
    if len(some) > 0:
      joined = torch.cat(some)
    else:
      joined = torch.empty([0])
    return joined

  # A weight [out, in] as [in, out] in memory: products of few rows are nearly twice as quick so.
  def laid(self, weight: Tensor) -> Tensor:
    return torch.contiguous(torch.t(weight))

  def fold(self, w: List[Tensor], lora: List[Tensor]) -> List[Tensor]:
    folded = [w[0], w[1], torch.complex(w[2], w[3])]
    for i in range($TEXT_LAYERS$):
      at = 4 + 16 * i
      l = 1 + 14 * i
      q = self.paired(self.merged(w[at + 1], lora, l), $HEADS$)
      k = self.paired(self.merged(w[at + 2], lora, l + 2), $KV_HEADS$)
      folded.append(self.laid(torch.cat([q, k, self.merged(w[at + 3], lora, l + 4)]).mul_(w[at])))
      folded.append(torch.cat([self.paired(w[at + 9], $HEADS$), self.paired(w[at + 10], $KV_HEADS$), w[at + 11]]))
      folded.append(self.laid(self.merged(w[at + 4], lora, l + 6)))
      folded.append(w[at + 12])
      gate = self.merged(w[at + 6], lora, l + 8)
      folded.append(self.laid(torch.cat([gate, self.merged(w[at + 7], lora, l + 10)]).mul_(w[at + 5])))
      folded.append(torch.cat([w[at + 13], w[at + 14]]))
      folded.append(self.laid(self.merged(w[at + 8], lora, l + 12)))
      folded.append(w[at + 15])
      if len(lora) > 1:
        folded.append(self.joined_a([lora[l], lora[l + 2], lora[l + 4]], w[at]))
        folded.append(self.paired(lora[l + 1], $HEADS$))
        folded.append(self.paired(lora[l + 3], $KV_HEADS$))
        folded.append(lora[l + 5])
        folded.append(lora[l + 6])
        folded.append(lora[l + 7])
        folded.append(self.joined_a([lora[l + 8], lora[l + 10]], w[at + 5]))
        folded.append(lora[l + 9])
        folded.append(lora[l + 11])
        folded.append(lora[l + 12])
        folded.append(lora[l + 13])
      else:
        for j in range(11):
          folded.append(torch.empty([0]))
    return folded

  # Weights may be bf16 where nothing goes backward: then products are, and what is added up along the layers stays fp32.
  def typed(self, x: Tensor, like: Tensor) -> Tensor:
    if x.dtype != like.dtype:
      x = torch.to(x, like.dtype)
    return x

  def product(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    y = torch.mm(x, weight)
    if bias.numel() > 0:
      y = y.add_(bias)
    return y

  # x + y weight + bias
  def onto(self, x: Tensor, y: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if x.dtype == weight.dtype:
      z = torch.addmm(x, y, weight)
    else:
      z = x + torch.mm(self.typed(y, weight), weight)
    if bias.numel() > 0:
      z = z.add_(bias)
    return z

  # 1 / root mean square of each row
  def row_scale(self, x: Tensor) -> Tensor:
    return torch.reciprocal(self.root_mean_square(x))

  # sqrt(mean square + epsilon) of each row, as the length of a vector with the two legs
  def root_mean_square(self, x: Tensor) -> Tensor:
    norm = torch.linalg_vector_norm(x, 2, [-1], True).mul_(1. / $HIDDEN_ROOT$)
    return torch.hypot(norm, torch.full([1], $TEXT_EPS_ROOT$, dtype=x.dtype, device=x.device))

  # Turns queries and keys in qkv [N, (heads + 2 kv heads) D] in place; turn is complex [T, D / 2].
  def turn_(self, qkv: Tensor, turn: Tensor) -> Tensor:
    T = torch.size(turn, 0)
    width = torch.size(qkv, 1)
    turns = torch.repeat(turn, [1, $HEADS$ + $KV_HEADS$])
    pairs = torch.as_strided(qkv, [torch.size(qkv, 0) // T, T, torch.size(turns, 1), 2], [T * width, width, 2, 1])
    turned = torch.view_as_complex(pairs).mul_(turns)
    return qkv

  # `count` heads from the column of head `first` on, [B, heads, T, D], without a copy
  def heads_of(self, qkv: Tensor, T: int, first: int, count: int) -> Tensor:
    part = torch.narrow(qkv, 1, first * $HEAD_DIM$, count * $HEAD_DIM$)
    return torch.transpose(torch.view(part, [-1, T, count, $HEAD_DIM$]), 1, 2)

  # Keys or values [B, kv heads, T, D] once for each head that reads them.
  def for_each_head(self, part: Tensor) -> Tensor:
    if $GROUPS$ > 1:
      B = torch.size(part, 0)
      T = torch.size(part, 2)
      part = torch.expand(torch.unsqueeze(part, 2), [B, $KV_HEADS$, $GROUPS$, T, $HEAD_DIM$])
      part = torch.reshape(part, [B, $HEADS$, T, $HEAD_DIM$])
    return part

  # A gradient [B, heads, T, D] as columns [N, count D].
  def columns(self, gradient: Tensor, count: int) -> Tensor:
    B = torch.size(gradient, 0)
    T = torch.size(gradient, 2)
    if count < $HEADS$:
      gradient = torch.sum(torch.reshape(gradient, [B, count, $GROUPS$, T, $HEAD_DIM$]), [2])
    return torch.reshape(torch.transpose(gradient, 1, 2), [B * T, count * $HEAD_DIM$])

  # Causal attention of q, k and v [B, heads, T, D], whose products are scaled: [B T, heads D], and two tensors for
  # attended_backward. Up to 256 positions whole matrices of weights [B heads, T, T] are much quicker than flash attention, and fit.
  def attended(self, q: Tensor, k: Tensor, v: Tensor, scale: float) -> Tuple[Tensor, Tensor, Tensor]:
    B = torch.size(q, 0)
    T = torch.size(q, 2)
    if T > 256 and not q.is_cuda:
      o, mass, = torch._scaled_dot_product_flash_attention_for_cpu(q, k, v, 0., True, scale=scale)
    else:
      later = torch.triu(torch.full([T, T], -1e30, dtype=q.dtype, device=q.device), 1)
      queries = torch.reshape(q, [B * $HEADS$, T, $HEAD_DIM$])
      keys = torch.transpose(torch.reshape(k, [B * $HEADS$, T, $HEAD_DIM$]), 1, 2)
      mass = torch.softmax(torch.baddbmm(later, queries, keys, alpha=scale), -1)
      o = torch.bmm(mass, torch.reshape(v, [B * $HEADS$, T, $HEAD_DIM$]))
      o = torch.view(o, [B, $HEADS$, T, $HEAD_DIM$])
    return (torch.reshape(torch.transpose(o, 1, 2), [B * T, $HEADS$ * $HEAD_DIM$]), o, mass)

  # Gradients of q, k and v from g [B, heads, T, D], that of o.
  def attended_backward(self, g: Tensor, q: Tensor, k: Tensor, v: Tensor, o: Tensor, mass: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    B = torch.size(q, 0)
    T = torch.size(q, 2)
    if T > 256 and not q.is_cuda:
      dq, dk, dv, = torch._scaled_dot_product_flash_attention_for_cpu_backward(g, q, k, v, o, mass, 0., True)
    else:
      shape = [B * $HEADS$, T, $HEAD_DIM$]
      g = torch.reshape(g, shape)
      dv = torch.bmm(torch.transpose(mass, 1, 2), g)
      dmass = torch.bmm(g, torch.transpose(torch.reshape(v, shape), 1, 2))
      dscores = torch._softmax_backward_data(dmass, mass, -1, 6).mul_($ATTENTION_SCALE$)
      dq = torch.view(torch.bmm(dscores, torch.reshape(k, shape)), torch.size(q))
      dk = torch.view(torch.bmm(torch.transpose(dscores, 1, 2), torch.reshape(q, shape)), torch.size(q))
      dv = torch.view(dv, torch.size(q))
    return (dq, dk, dv)

  # Tokens of the flattened ids with image features in their places: [N, H].
  def embedded(self, ids: Tensor, features: Tensor, places: Tensor, sources: Tensor, w: List[Tensor]) -> Tensor:
    x = torch.embedding(w[0], torch.flatten(ids))
    if places.numel() > 0:
      x = torch.index_copy(x, 0, places, torch.index_select(torch.reshape(features, [-1, $HIDDEN$]), 0, sources))
    return x

  # Layer i of x [N, H]: what comes of it, and the 11 tensors that its way back needs. In the last layer the rows `wanted` only.
  def folded_layer(self, x: Tensor, i: int, turn: Tensor, spread: Tensor, cells: Tensor, wanted: Tensor, w: List[Tensor]) -> List[Tensor]:
    at = 3 + 19 * i
    T = torch.size(spread, 1)
    padded = spread.numel() > cells.numel()
    scale1 = self.row_scale(x)
    n1 = x * scale1
    qkv = self.turn_(self.product(n1, w[at], w[at + 1]), turn)
    if padded:
      qkv = torch.index_select(qkv, 0, torch.flatten(spread))
    q = self.heads_of(qkv, T, 0, $HEADS$)
    k = self.for_each_head(self.heads_of(qkv, T, $HEADS$, $KV_HEADS$))
    v = self.for_each_head(self.heads_of(qkv, T, $HEADS$ + $KV_HEADS$, $KV_HEADS$))
    rows, o, mass, = self.attended(q, k, v, $ATTENTION_SCALE$)
    if i == $TEXT_LAYERS$ - 1:
      rows = torch.index_select(rows, 0, torch.index_select(cells, 0, wanted))
      x = torch.index_select(x, 0, wanted)
    elif padded:
      rows = torch.index_select(rows, 0, cells)
    x = self.onto(x, rows, w[at + 2], w[at + 3])
    scale2 = self.row_scale(x)
    n2 = x * scale2
    both = self.product(n2, w[at + 4], w[at + 5])
    active = self.text_activation(torch.narrow(both, 1, 0, $INTERMEDIATE$))
    inner = active * torch.narrow(both, 1, $INTERMEDIATE$, $INTERMEDIATE$)
    x = self.onto(x, inner, w[at + 6], w[at + 7])
    return [x, scale1, n1, qkv, o, mass, rows, scale2, n2, both, active, inner]

  # As hidden_states, but for tokens without padding and only at the positions `wanted` [M] of ids [N]: [M, H]; where `keep`
  # is 1, followed by 2 tensors of the final norm and 11 of each layer for folded_backward; where it is 2, by the input of each layer
  # in their stead. Only attention pads: `spread` [B, T] says which token stands in a cell, `cells` [N] in which cell a token
  # stands, `positions` [N] where in its row.
  def folded_forward(self, ids: Tensor, positions: Tensor, spread: Tensor, cells: Tensor, features: Tensor, places: Tensor, sources: Tensor, wanted: Tensor, keep: Tensor, w: List[Tensor]) -> List[Tensor]:
    keeping = int(keep)
    x = self.embedded(ids, features, places, sources, w)
    turn = torch.index_select(w[2], 0, positions)
    kept = annotate(List[Tensor], [])
    for i in range($TEXT_LAYERS$):
      made = self.folded_layer(x, i, turn, spread, cells, wanted, w)
      if keeping == 1:
        for j in range(11):
          kept.append(made[1 + j])
      if keeping == 2:
        kept.append(x)
      x = made[0]
    scale = self.row_scale(x)
    n = x * scale
    result = [n * w[1]]
    if keeping > 0:
      result.append(scale)
      result.append(n)
      for t in kept:
        result.append(t)
    return result

  # Adds to d, the gradient of x, what comes through x * row_scale(x): `g` is the gradient of that, `n` its value.
  def through_norm_(self, d: Tensor, g: Tensor, n: Tensor, scale: Tensor) -> Tensor:
    mean = torch.sum(g * n, [-1], True) / $HIDDEN$
    return d.addcmul_(g.addcmul_(n, mean, value=-1), scale)

  # Gradients of A and B of projections that read one input x [N, in]; d [N, sum of sizes] is the gradient of their joined
  # outputs. Put into `gradients` from `l` on, A and B in turn; `norm` as in joined_a, or empty.
  def low_rank(self, x: Tensor, d: Tensor, a: Tensor, bs: List[Tensor], sizes: List[int], norm: Tensor, scale: float, gradients: List[Tensor], l: int) -> int:
    if a.numel() > 0:
      u = torch.mm(x, torch.t(a)).mul_(scale)
      parts = annotate(List[Tensor], [])
      column = 0
      rank = 0
      for i in range(len(bs)):
        b = bs[i]
        if b.numel() > 0:
          part = torch.narrow(d, 1, column, sizes[i])
          r = torch.size(b, 1)
          gradients[l + 2 * i + 1] = torch.mm(torch.t(part), torch.narrow(u, 1, rank, r))
          parts.append(torch.mm(part, b))
          rank = rank + r
        column = column + sizes[i]
      da = torch.mm(torch.t(torch.cat(parts, 1)), x).mul_(scale)
      if norm.numel() > 0:
        da = da.mul_(norm)
      rank = 0
      for i in range(len(bs)):
        if bs[i].numel() > 0:
          r = torch.size(bs[i], 1)
          gradients[l + 2 * i] = torch.narrow(da, 0, rank, r)
          rank = rank + r
    return l

  # Rows x of `total` rows, the others 0.
  def placed(self, x: Tensor, rows: Tensor, total: int) -> Tensor:
    zeros = torch.zeros([total, torch.size(x, 1)], dtype=x.dtype, device=x.device)
    return zeros.index_copy_(0, rows, x)

  def text_activation_gradient(self, g: Tensor, x: Tensor) -> Tensor:
    return $TEXT_ACTIVATION_GRADIENT$

  # Gradients of the adapter, in the order of `lora` without its scale, empty where there is no adapter; d [M, H] is the
  # gradient of the rows of folded_forward, kept what followed them. base and lora as in fold. Where only the inputs of layers
  # were kept, each layer is computed once more on the way back (gradient checkpointing, Chen et al. 2016).
  def folded_backward(self, d: Tensor, positions: Tensor, spread: Tensor, cells: Tensor, wanted: Tensor, kept: List[Tensor], w: List[Tensor], base: List[Tensor], lora: List[Tensor]) -> List[Tensor]:
    B = torch.size(spread, 0)
    T = torch.size(spread, 1)
    N = torch.size(cells, 0)
    padded = B * T > N
    s = float(lora[0])
    plain = torch.empty([0])
    gradients = annotate(List[Tensor], [])
    for i in range(14 * $TEXT_LAYERS$):
      gradients.append(plain)
    turn = torch.index_select(w[2], 0, positions)
    back = torch.conj_physical(turn)
    inputs_only = len(kept) < 2 + 11 * $TEXT_LAYERS$
    d = self.through_norm_(torch.zeros_like(d), d * w[1], kept[1], kept[0])
    for j in range($TEXT_LAYERS$):
      i = $TEXT_LAYERS$ - 1 - j
      at = 3 + 19 * i
      l = 14 * i
      m = 2 + 11 * i
      layer = kept
      if inputs_only:
        m = 1
        layer = self.folded_layer(kept[2 + i], i, turn, spread, cells, wanted, w)
      both = layer[m + 8]
      inner = layer[m + 10]
      l = self.low_rank(inner, d, w[at + 17], [w[at + 18]], [$HIDDEN$], plain, s, gradients, l + 12) - 12
      g = torch.mm(d, torch.t(w[at + 6]))
      gate = torch.narrow(both, 1, 0, $INTERMEDIATE$)
      up = torch.narrow(both, 1, $INTERMEDIATE$, $INTERMEDIATE$)
      dboth = torch.empty_like(both)
      dgate = torch.narrow(dboth, 1, 0, $INTERMEDIATE$).copy_(self.text_activation_gradient(g * up, gate))
      dup = torch.mul(g, layer[m + 9], out=torch.narrow(dboth, 1, $INTERMEDIATE$, $INTERMEDIATE$))
      l = self.low_rank(layer[m + 7], dboth, w[at + 14], [w[at + 15], w[at + 16]], [$INTERMEDIATE$, $INTERMEDIATE$], base[4 + 16 * i + 5], s, gradients, l + 8) - 8
      d = self.through_norm_(d, torch.mm(dboth, torch.t(w[at + 4])), layer[m + 7], layer[m + 6])
      l = self.low_rank(layer[m + 5], d, w[at + 12], [w[at + 13]], [$HIDDEN$], plain, s, gradients, l + 6) - 6
      g = torch.mm(d, torch.t(w[at + 2]))
      if j == 0:
        g = self.placed(g, torch.index_select(cells, 0, wanted), B * T)
        d = self.placed(d, wanted, N)
      elif padded:
        g = self.placed(g, cells, B * T)
      qkv = layer[m + 2]
      q = self.heads_of(qkv, T, 0, $HEADS$)
      k = self.for_each_head(self.heads_of(qkv, T, $HEADS$, $KV_HEADS$))
      v = self.for_each_head(self.heads_of(qkv, T, $HEADS$ + $KV_HEADS$, $KV_HEADS$))
      g = torch.transpose(torch.view(g, [B, T, $HEADS$, $HEAD_DIM$]), 1, 2)
      dq, dk, dv, = self.attended_backward(g, q, k, v, layer[m + 3], layer[m + 4])
      dqkv = torch.cat([self.columns(dq, $HEADS$), self.columns(dk, $KV_HEADS$), self.columns(dv, $KV_HEADS$)], 1)
      if padded:
        dqkv = torch.index_select(dqkv, 0, cells)
      dqkv = self.turn_(dqkv, back)
      l = self.low_rank(layer[m + 1], dqkv, w[at + 8], [w[at + 9], w[at + 10], w[at + 11]], [$HEADS$ * $HEAD_DIM$, $KV_HEADS$ * $HEAD_DIM$, $KV_HEADS$ * $HEAD_DIM$], base[4 + 16 * i], s, gradients, l)
      if gradients[l + 1].numel() > 0:
        gradients[l + 1] = self.unpaired(gradients[l + 1], $HEADS$)
      if gradients[l + 3].numel() > 0:
        gradients[l + 3] = self.unpaired(gradients[l + 3], $KV_HEADS$)
      if i > 0:
        d = self.through_norm_(d, torch.mm(dqkv, torch.t(w[at])), layer[m + 1], layer[m])
    return gradients

  # Log-probabilities of targets [M] under softmax(logits / temperature) in fp32, from the hidden states h [M, H] that predict
  # them, in pieces of 64 rows; where `keep` is not 0, followed by what folded_log_probs_backward needs of each piece.
  def folded_log_probs(self, h: Tensor, head: Tensor, targets: Tensor, temperature: Tensor, keep: Tensor) -> List[Tensor]:
    M = torch.size(h, 0)
    keeping = bool(keep)
    chosen = torch.empty([M], dtype=6, device=h.device)
    result = [chosen]
    for i in range((M + 63) // 64):
      first = 64 * i
      n = 64
      if first + n > M:
        n = M - first
      z = torch.mm(torch.narrow(h, 0, first, n), torch.t(head)).div_(temperature)
      z = z.sub_(torch.amax(z, [-1], True))
      score = torch.gather(z, 1, torch.unsqueeze(torch.narrow(targets, 0, first, n), 1))
      mass = z.exp_()
      total = torch.sum(mass, [-1], True)
      piece = torch.narrow(chosen, 0, first, n).copy_(torch.squeeze(score - torch.log(total), 1))
      if keeping:
        result.append(mass)
        result.append(total)
    return result

  # The gradient of h from that of the log-probabilities, d [M]; `kept` is used up.
  def folded_log_probs_backward(self, d: Tensor, head: Tensor, targets: Tensor, temperature: Tensor, kept: List[Tensor]) -> Tensor:
    d = torch.unsqueeze(d / temperature, 1)
    pieces = annotate(List[Tensor], [])
    for i in range(len(kept) // 2):
      mass = kept[2 * i]
      n = torch.size(mass, 0)
      u = torch.narrow(d, 0, 64 * i, n)
      g = mass.mul_(torch.neg(u) / kept[2 * i + 1])
      g = g.scatter_add_(1, torch.unsqueeze(torch.narrow(targets, 0, 64 * i, n), 1), u)
      pieces.append(torch.mm(g, head))
    return torch.cat(pieces)
