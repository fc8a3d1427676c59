// Number formats. Minus signs are U+2212, and spaces inside a number do not break.
const minus = text => text.replace('-', '\u2212');

export const isNumber = value => typeof value === 'number' && Number.isFinite(value);

export const fixed = digits => value => minus(value.toFixed(digits));

export const signed = digits => value => (value > 0 ? '+' : '') + minus(value.toFixed(digits));

export const percent = value => minus((100 * value).toFixed(1)) + '\u202f%';

export const points = value => signed(1)(100 * value);

export const count = value => Math.round(value).toLocaleString('en').replaceAll(',', '\u202f');

/** Fewer decimals for larger numbers. */
export const short = value => {
  const size = Math.abs(value);
  if (size >= 1000) return count(value);
  return minus(value.toFixed(size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3));
};

/** A duration with a unit that fits its size. */
export const duration = seconds => {
  if (seconds < 90) return Math.round(seconds) + '\u202fs';
  if (seconds < 5400) return Math.round(seconds / 60) + '\u202fmin';
  if (seconds < 172800) return Math.round(seconds / 3600) + '\u202fh';
  return Math.round(seconds / 86400) + '\u202fdays';
};

export const plural = (number, one, many = one + 's') => count(number) + '\u202f' + (number === 1 ? one : many);
