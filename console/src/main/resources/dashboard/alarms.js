import { byId, h } from './dom.js';
import { plural } from './numbers.js';

const NAMES = {
  'reward-hacking': 'Reward hacking',
  'reward-shift': 'Reward shift',
  'length-creep': 'Length creep',
  'entropy-collapse': 'Entropy collapse',
  'stale-actors': 'Stale actors',
  'no-op-weights': 'Weights that do not change',
  'prompt-mix-change': 'Other questions are asked',
  'reward-model-change': 'Another reward model scores',
};
const LEARNER = {
  'alarm.sync': ['Weights do not arrive', 'no rollout came from one of the newest adapters'],
  'alarm.mismatch': ['Log-probabilities differ', 'an actor computes something else than the version it names'],
};

/** One finding: how sure it is, what it is, and since when. */
const line = ({ level, name, detail, version, windows, standing }) => h('li', { class: standing ? null : 'past' },
  h('span', { class: 'level ' + level }, level),
  h('span', {}, h('b', {}, NAMES[name] ?? name), ': ' + detail, h('br'),
    h('span', { class: 'soft' }, `at version ${version}`
      + (windows ? `, ${plural(windows, 'window')} in a row` : '')
      + (level === 'suspicion' ? '; three make an alarm' : '')
      + (standing ? '' : '; over'))));

const ofLearner = board => {
  const last = board.all('version/').reduce((best, one) => (best && best.version > one.version ? best : one), null);
  return Object.entries(LEARNER).filter(([name]) => last?.metrics[name] > 0).map(([, [name, detail]]) =>
    ({ level: 'alarm', name, detail, version: last.version, standing: true }));
};

const calm = drift => drift
  ? `Nothing. ${plural(drift.rollouts, 'rollout')} in ${plural(drift.window + 1, 'window')} have been looked at.`
  : "Nobody looks for drift yet. 'factstream drift' does; its first window comes with enough scored rollouts.";

/** What stands comes first, and of that what is surest. */
const weight = ({ standing, level }) => (standing ? 4 : 0) + ['event', 'suspicion', 'alarm'].indexOf(level);

export const alarms = () => ({
  update(board, keys) {
    if (![...keys].some(key => key === 'drift' || key.startsWith('version/'))) return;
    const drift = board.get('drift');
    const all = [...ofLearner(board), ...drift?.findings ?? []].sort((a, b) => weight(b) - weight(a));
    byId('alarms').replaceChildren(all.length === 0
      ? h('p', { class: 'empty' }, calm(drift))
      : h('ul', { class: 'findings' }, ...all.map(line)));
  },
});
