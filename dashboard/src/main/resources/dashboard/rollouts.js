import { byId, h, s } from './dom.js';
import { duration, fixed, isNumber, plural, signed } from './numbers.js';

const REFRESH_MILLIS = 4000;
const FEW = 8;
const CHOICES = {
  all: () => true,
  right: one => one.correct === true,
  wrong: one => one.correct === false || one.falsehoods?.length > 0,
  open: one => one.kind === 'open',
};
const PARTS = [['model', 'reward model'], ['correctness', 'correctness'], ['length', 'length'], ['missingEnd', 'missing end']];

/** The newest rollouts, refreshed every few seconds, but not while the pointer is over them. */
export const rollouts = () => {
  const list = byId('rollouts');
  let choice = 'all';
  let few = true;
  let held = false;
  let reading = false;
  let drawnAt = 0;
  let pending = null;
  let newest = null;
  const hold = h('button', { type: 'button', 'aria-pressed': 'false' }, 'hold');
  const buttons = Object.keys(CHOICES).map(name => {
    const button = h('button', { type: 'button', 'aria-pressed': String(name === choice) }, name);
    button.addEventListener('click', () => {
      choice = name;
      buttons.forEach(one => one.setAttribute('aria-pressed', String(one === button)));
      draw();
    });
    return button;
  });
  byId('choices').append(...buttons, hold);
  hold.addEventListener('click', () => {
    held = !held;
    hold.setAttribute('aria-pressed', String(held));
    if (!held) draw();
  });
  list.addEventListener('pointerenter', () => { reading = true; });
  list.addEventListener('pointerleave', () => { reading = false; });

  const draw = () => {
    pending = null;
    drawnAt = Date.now();
    const all = newest.all('rollout/').sort((a, b) => b.at - a.at);
    const chosen = all.filter(CHOICES[choice]);
    const shown = few ? chosen.slice(0, FEW) : chosen;
    const scale = Math.max(1e-9, ...all.flatMap(one => PARTS.map(([name]) => Math.abs(one.reward[name] ?? 0))));
    list.replaceChildren(...shown.map(one => card(one, newest, scale)));
    if (shown.length === 0) {
      list.append(h('p', { class: 'panel empty' }, all.length === 0
        ? 'Waiting for the first scored rollout.' : `None of the newest ${all.length} rollouts is of this kind.`));
    } else if (chosen.length > FEW) {
      const more = h('button', { type: 'button', class: 'more' }, few ? `${chosen.length - FEW} more` : 'fewer');
      more.addEventListener('click', () => { few = !few; draw(); });
      list.append(more);
    }
  };
  // a restarted server does not have the pictures of earlier rollouts yet
  const redraw = () => {
    pending = null;
    if (newest.current) draw();
  };
  return {
    update(state, keys) {
      newest = state;
      const empty = list.querySelector('.rollout') === null;
      if (!empty && (held || reading || pending !== null || ![...keys].some(key => key.startsWith('rollout/')))) return;
      clearTimeout(pending);
      pending = setTimeout(redraw, empty ? 0 : Math.max(0, drawnAt + REFRESH_MILLIS - Date.now()));
    },
  };
};

/** `scale` is the largest reward component, so that bars are comparable. */
const card = (one, state, scale) => h('article', { class: 'rollout' },
  picture(one),
  h('div', {}, h('p', { class: 'question' }, one.question), h('p', { class: 'answer' }, ...words(one)), verdict(one)),
  h('div', { class: 'facts' }, ...facts(one)),
  h('div', { class: 'worth' }, worth(one.reward, scale)),
  h('p', { class: 'meta' }, ...meta(one, state).map(text => h('span', {}, text))));

const picture = one => {
  if (!one.image) return h('div', { class: 'blank' }, 'no picture');
  const image = h('img', { src: one.image, alt: 'The picture that the question is about' });
  image.addEventListener('load', () => image.classList.toggle('small', image.naturalWidth < 112));
  image.addEventListener('error', () => image.replaceWith(h('div', { class: 'blank' }, 'picture not available')));
  return h('figure', {}, image);
};

/** The answer with its false spans marked; `falsehoods` are [from, to) in characters. */
const words = one => {
  if (one.answer === '') return [h('span', { class: 'soft' }, 'an empty answer')];
  const parts = [];
  let at = 0;
  for (const [from, to] of one.falsehoods ?? []) {
    parts.push(one.answer.slice(at, from), h('mark', {}, one.answer.slice(from, to)));
    at = to;
  }
  parts.push(one.answer.slice(at));
  if (one.cut) parts.push(h('span', { class: 'soft', title: 'cut off at the token limit' }, ' …'));
  return parts;
};

const verdict = one => {
  const [words, kind] = one.correct === false
    ? [one.facts?.answer ? `wrong; the right answer is “${one.facts.answer}”` : 'wrong', 'wrong']
    : one.falsehoods?.length > 0
      ? [one.correct ? 'correct, but hallucinates' : 'hallucinates', 'wrong']
      : one.correct ? ['correct', 'right']
        : one.falsehoods ? ['no false statement', 'right']
          : ['open; the facts cannot decide whether it is true', 'soft'];
  return h('p', { class: 'verdict ' + kind }, words);
};

const facts = one => {
  if (!one.facts) return [h('h4', {}, 'Facts'), h('p', { class: 'soft' }, 'not read yet')];
  const { captions, rationale } = one.facts;
  const lines = [...rationale ? [rationale] : [], ...captions];
  return [h('h4', {}, 'Facts about the picture'),
    lines.length === 0 ? h('p', { class: 'soft' }, 'none')
      : h('ul', { class: 'truth' }, ...lines.map(text => h('li', {}, text)))];
};

const worth = (reward, scale) => {
  const parts = PARTS.filter(([name]) => isNumber(reward[name]));
  return h('table', { class: 'reward' }, h('tbody', {},
    ...parts.map(([name, label]) => h('tr', {},
      h('td', {}, label), h('td', {}, bar(reward[name] / scale)), h('td', {}, signed(3)(reward[name])))),
    h('tr', { class: 'total' }, h('td', {}, 'reward'), h('td'), h('td', {}, signed(3)(reward.total)))));
};

const bar = share => s('svg', { viewBox: '-50 0 100 9', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
  s('rect', { class: share < 0 ? 'minus' : null, x: Math.min(0, 48 * share), y: 1.5, width: Math.abs(48 * share), height: 6 }),
  s('line', { x1: 0, x2: 0, y1: 0, y2: 9 }));

const meta = (one, state) => [
  one.oldestVersion === one.newestVersion ? `version ${one.newestVersion}` : `versions ${one.oldestVersion} to ${one.newestVersion}`,
  one.actor,
  one.kind + (one.purpose === 'train' ? '' : `, ${one.purpose}`),
  plural(one.tokens, 'token'),
  isNumber(one.entropy) ? `entropy ${fixed(2)(one.entropy)} nats` : '',
  `${duration(Math.max(0, (state.now() - one.at) / 1000))} ago`,
  one.coordinate,
].filter(text => text !== '');
