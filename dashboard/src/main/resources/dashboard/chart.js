import { h, s } from './dom.js';
import { isNumber, short } from './numbers.js';

const LEFT = 46;
const RIGHT = 10;
const TOP = 8;
const BOTTOM = 20;
const TALL = 150;
const LOW = 130; // on a phone, see charts.css
const charts = new Set();

/** Shows the version under the pointer in all charts. */
const pointAt = version => charts.forEach(chart => chart.point(version));

const niceStep = rough => {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find(step => step * power >= rough * 0.999);
};

const ticks = (from, to, about) => {
  const step = niceStep((to - from) / about || 1);
  const all = [];
  for (let tick = Math.ceil(from / step - 1e-9) * step; tick <= to + step * 1e-9; tick += step) all.push(Math.abs(tick) < step / 1e6 ? 0 : tick);
  return all;
};

/**
 * Lines over policy versions. The first series may have a band from `low` to `high`. A point without a value leaves a gap.
 * `options`: title, unit, format, zero (whether the axis begins at zero), span (the smallest axis range, so that noise is not magnified),
 * names (whether a single series is named too).
 */
export class Chart {
  #options;
  #points = [];
  #series = [];
  #marks = [];
  #versions = [];
  #empty = '';
  #at = null;
  #legend = h('ul', { class: 'legend' });
  #when = h('span', { class: 'at' });
  #body = h('div');
  element;

  constructor(options) {
    this.#options = { format: short, zero: false, span: 0, names: false, ...options };
    this.element = h('article', { class: 'chart' },
      h('div', { class: 'row' },
        h('h3', {}, options.title + ' ', h('span', { class: 'unit' }, options.unit)), this.#when),
      this.#legend, this.#body);
    new ResizeObserver(() => this.#draw()).observe(this.element);
    charts.add(this);
  }

  /** `points` have `version`; `series` are {name, colour, of(point), low?, high?}; `marks` are versions with an alarm, `versions` all versions. */
  show(points, series, empty, marks, versions) {
    this.#points = points;
    this.#series = series.filter(one => points.some(point => isNumber(one.of(point))));
    this.#marks = marks;
    this.#versions = versions;
    this.#empty = empty;
    this.#draw();
  }

  point(version) {
    if (version === this.#at) return;
    this.#at = version;
    this.#draw();
  }

  #draw() {
    const width = this.element.clientWidth - 28;
    if (width < 80) return;
    if (this.#series.length === 0) {
      this.#legend.replaceChildren();
      this.#when.textContent = '';
      this.#body.replaceChildren(h('p', { class: 'none' }, this.#empty));
      return;
    }
    const shown = this.#shown();
    this.#describe(shown);
    this.#body.replaceChildren(this.#picture(width, shown));
  }

  /** The point under the pointer, or the newest one with a value. */
  #shown() {
    const known = this.#points.filter(point => this.#series.some(one => isNumber(one.of(point))));
    if (this.#at === null) return known[known.length - 1];
    return known.reduce((best, point) =>
      Math.abs(point.version - this.#at) < Math.abs(best.version - this.#at) ? point : best);
  }

  #describe(shown) {
    const alone = this.#series.length === 1 && !this.#options.names;
    this.#legend.className = alone ? 'legend alone' : 'legend';
    this.#when.textContent = this.#at === null ? '' : 'version ' + shown.version;
    this.#legend.replaceChildren(...this.#series.map(one => {
      const value = one.of(shown);
      return h('li', {},
        alone ? null : h('i', { class: 's' + one.colour }), alone ? '' : one.name + ' ',
        h('b', {}, isNumber(value) ? this.#options.format(value) : '–'));
    }));
  }

  #range() {
    const values = this.#points.flatMap(point =>
      this.#series.flatMap(one => [one.of(point), one.low?.(point), one.high?.(point)])).filter(isNumber);
    let low = Math.min(...values, ...(this.#options.zero ? [0] : []));
    let high = Math.max(...values, ...(this.#options.zero ? [0] : []));
    const lacking = this.#options.span - (high - low);
    if (lacking > 0) {
      high += this.#options.zero ? lacking : lacking / 2;
      low -= this.#options.zero ? 0 : lacking / 2;
    }
    const room = (high - low || Math.abs(high) || 1) * 0.06;
    return [this.#options.zero && low === 0 ? 0 : low - room, high + room];
  }

  #picture(width, shown) {
    const height = matchMedia('(max-width: 560px)').matches ? LOW : TALL;
    const versions = [...this.#versions, ...this.#points.map(point => point.version)];
    const first = Math.min(...versions);
    const last = Math.max(first + 1, ...versions);
    const [low, high] = this.#range();
    const x = version => LEFT + (version - first) / (last - first) * (width - LEFT - RIGHT);
    const y = value => TOP + (high - value) / (high - low) * (height - TOP - BOTTOM);
    const svg = s('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': this.#label(shown) });
    for (const tick of ticks(low, high, 4)) {
      svg.append(
        s('line', { class: tick === 0 ? 'zero' : 'rule', x1: LEFT, x2: width - RIGHT, y1: y(tick), y2: y(tick) }),
        s('text', { x: LEFT - 7, y: y(tick) + 4, 'text-anchor': 'end' }, this.#options.format(tick)));
    }
    const whole = ticks(first, last, Math.max(3.5, width / 90)).filter(Number.isInteger);
    whole.forEach((tick, i) => svg.append(
      s('text', { x: x(tick), y: height - 4, 'text-anchor': 'middle' }, i === 0 ? 'version ' + tick : tick)));
    this.#marks.filter(mark => mark >= first && mark <= last)
      .forEach(mark => svg.append(s('line', { class: 'mark', x1: x(mark), x2: x(mark), y1: TOP, y2: height - BOTTOM })));
    this.#series.forEach(one => this.#line(svg, one, x, y));
    if (this.#at !== null) {
      svg.append(s('line', { class: 'cursor', x1: x(shown.version), x2: x(shown.version), y1: TOP, y2: height - BOTTOM }));
    }
    this.#series.filter(one => isNumber(one.of(shown))).forEach(one => svg.append(
      s('circle', { class: 's' + one.colour, cx: x(shown.version), cy: y(one.of(shown)), r: 2.8 })));
    const follow = event => {
      const place = (event.clientX - svg.getBoundingClientRect().left - LEFT) / (width - LEFT - RIGHT);
      pointAt(Math.round(first + Math.min(1, Math.max(0, place)) * (last - first)));
    };
    svg.addEventListener('pointermove', follow);
    svg.addEventListener('pointerdown', follow);
    svg.addEventListener('pointerleave', () => pointAt(null));
    return svg;
  }

  #line(svg, one, x, y) {
    if (one.low) {
      const known = this.#points.filter(point => isNumber(one.low(point)) && isNumber(one.high(point)));
      const up = known.map(point => `${x(point.version)} ${y(one.high(point))}`);
      const down = known.map(point => `${x(point.version)} ${y(one.low(point))}`).reverse();
      if (known.length > 1) svg.append(s('path', { class: 'band s' + one.colour, d: 'M' + [...up, ...down].join('L') + 'Z' }));
    }
    let pen = 'M';
    let path = '';
    this.#points.forEach((point, i) => {
      const value = one.of(point);
      if (isNumber(value)) {
        path += `${pen}${x(point.version).toFixed(1)} ${y(value).toFixed(1)}`;
        const alone = [i - 1, i + 1].every(next => !(next in this.#points && isNumber(one.of(this.#points[next]))));
        if (alone) svg.append(s('circle', { class: 's' + one.colour, cx: x(point.version), cy: y(value), r: 2 }));
        pen = 'L';
      } else {
        pen = 'M';
      }
    });
    svg.append(s('path', { class: 's' + one.colour, d: path }));
  }

  #label(shown) {
    const values = this.#series.map(one => `${one.name} ${isNumber(one.of(shown)) ? this.#options.format(one.of(shown)) : 'unknown'}`);
    return `${this.#options.title}, ${this.#options.unit}; at version ${shown.version}: ${values.join(', ')}`;
  }
}
