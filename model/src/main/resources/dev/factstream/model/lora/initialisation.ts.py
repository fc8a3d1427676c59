  # The changes that peft makes to a weight [out, in] when it creates an adapter of rank r.

  # init_lora_weights = pissa: the weight less its r largest singular components (Meng et al. 2024, arXiv 2404.02948);
  # peft divides them by the scale of the adapter
  def without_principal(self, weight: Tensor, r: Tensor, scale: Tensor) -> Tensor:
    n = int(r)
    u, s, v, = torch.linalg_svd(weight, False)
    return weight - torch.mm(torch.narrow(u, 1, 0, n) * torch.narrow(s, 0, 0, n), torch.narrow(v, 0, 0, n))

  # init_lora_weights = olora: the weight less the first r terms of its QR decomposition (arXiv 2406.01775),
  # which peft multiplies by the scale
  def without_first_columns(self, weight: Tensor, r: Tensor, scale: Tensor) -> Tensor:
    n = int(r)
    q, t, = torch.linalg_qr(weight)
    return weight - torch.mm(torch.narrow(q, 1, 0, n) * scale, torch.narrow(t, 0, 0, n))

  # The length of each row, [out].
  def lengths(self, weight: Tensor) -> Tensor:
    return torch.linalg_vector_norm(weight, 2, [-1])
