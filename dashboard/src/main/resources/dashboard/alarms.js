import { byId, h } from './dom.js';
import { plural } from './numbers.js';

const NAMES = {
  'reward-hacking': 'Reward hacking',
  'reward-shift': 'Reward shift',
  'length-creep': 'Length creep',
  'entropy-collapse': 'Entropy collapse',
  'stale-actors': 'Stale actors',
  'no-op-weights': 'Weights do not change',
  'prompt-mix-change': 'Prompt mix changed',
  'reward-model-change': 'Reward model changed',
};
const LEARNER = {
  'alarm.sync': ['Weights do not arrive', 'no rollout came from one of the newest adapters'],
  'alarm.mismatch': ['Log-probabilities differ', 'an actor computes something other than the version it reports'],
};

/** One finding: level, name, detail and version. */
const line = ({ level, name, detail, version, windows, standing }) => h('li', { class: standing ? null : 'past' },
  h('span', { class: 'level ' + level }, level),
  h('span', {}, h('b', {}, NAMES[name] ?? name), ': ' + detail, h('br'),
    h('span', { class: 'soft' }, `at version ${version}`
      + (windows ? `, ${plural(windows, 'window')} in a row` : '')
      + (level === 'suspicion' ? '; three make an alarm' : '')
      + (standing ? '' : '; over'))));

const ofLearner = state => {
  const last = state.all('version/').reduce((best, one) => (best && best.version > one.version ? best : one), null);
  return Object.entries(LEARNER).filter(([name]) => last?.metrics[name] > 0).map(([, [name, detail]]) =>
    ({ level: 'alarm', name, detail, version: last.version, standing: true }));
};

const calm = drift => drift
  ? `No findings in ${plural(drift.rollouts, 'rollout')} and ${plural(drift.window + 1, 'window')}.`
  : "No drift data yet. Start 'factstream drift'; its first window needs enough scored rollouts.";

/** Active findings come first, then by level. */
const weight = ({ standing, level }) => (standing ? 4 : 0) + ['event', 'suspicion', 'alarm'].indexOf(level);

export const alarms = () => ({
  update(state, keys) {
    if (![...keys].some(key => key === 'drift' || key.startsWith('version/'))) return;
    const drift = state.get('drift');
    const all = [...ofLearner(state), ...drift?.findings ?? []].sort((a, b) => weight(b) - weight(a));
    byId('alarms').replaceChildren(all.length === 0
      ? h('p', { class: 'empty' }, calm(drift))
      : h('ul', { class: 'findings' }, ...all.map(line)));
  },
});
