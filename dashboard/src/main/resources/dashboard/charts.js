import { Chart } from './chart.js';
import { byId } from './dom.js';
import { count, fixed, percent, plural, signed } from './numbers.js';

const AWAITED = 'Waiting for the first version.';
const MOST_ACTORS = 5;

const metric = (name, colour, label, more = {}) => ({ name: label, colour, of: point => point.metrics[name], ...more });
const ever = (points, name) => points.some(point => Math.abs(point.metrics[name] ?? 0) > 1e-9);

const rewardParts = points => [
  ['reward.model', 1, 'model'], ['reward.correctness', 2, 'correctness'],
  ['reward.length', 3, 'length'], ['reward.missing.end', 4, 'missing end']]
  .filter(([name]) => ever(points, name)).map(part => metric(...part));

/** The first few actors by name, all others summed. */
const actors = points => {
  const names = [...new Set(points.flatMap(point => Object.keys(point.speeds)))].sort();
  const sum = (point, some) => {
    const known = some.map(name => point.speeds[name]).filter(speed => speed !== undefined);
    return known.length === 0 ? undefined : known.reduce((a, b) => a + b);
  };
  const shown = names.length > MOST_ACTORS + 1 ? names.slice(0, MOST_ACTORS) : names;
  const rest = names.slice(shown.length);
  const series = shown.map((name, i) => ({ name, colour: 1 + i % 6, of: point => point.speeds[name] }));
  if (rest.length > 0) series.push({ name: rest.length + ' others', colour: 5, of: point => sum(point, rest) });
  return series;
};

const LAGS = [['prompts', 'actors'], ['rollouts', 'scorer'], ['scored-rollouts', 'learner'], ['scored-rollouts', 'drift']];
const lags = LAGS.map(([topic, reader], i) => ({
  name: reader, colour: i + 1, of: point => point.lags?.[`${topic}/${reader}`] }));

const distances = [['reward.total', 0, 'reward'], ['reward.model', 1, 'reward model'], ['correctness', 2, 'correctness'],
  ['length', 3, 'length'], ['entropy', 4, 'entropy'], ['staleness', 5, 'staleness']]
  .map(([name, colour, label]) => ({ name: label, colour, of: window => window.psi[name] }));

/** The charts of versions, and of the drift application's windows. */
const VERSIONS = [
  [{ title: 'Correct and hallucinated', unit: 'share of answers', format: percent, span: 0.1, names: true },
    () => [metric('correct.rate', 2, 'correct, closed questions'),
      { name: 'hallucinated, open questions', colour: 6, of: point => point.hallucinated }]],
  [{ title: 'Reward', unit: 'mean per rollout, and its components', format: signed(2), span: 0.1 },
    points => [metric('reward.total', 0, 'total'), ...rewardParts(points)]],
  [{ title: 'Coverage and evasion', unit: 'open answers: share of the reference that they tell, share that evades', format: percent, span: 0.1,
    names: true }, () => [metric('fact.coverage', 3, 'coverage'), metric('evasive.rate', 6, 'evasive')]],
  [{ title: 'KL', unit: 'nats per token, from the reference policy', format: fixed(3), zero: true, span: 0.004 },
    () => [metric('kl.reference', 1, 'KL')]],
  [{ title: 'Answer length', unit: 'tokens', format: fixed(1), span: 2 },
    () => [metric('response.length', 3, 'length')]],
  [{ title: 'Entropy', unit: 'nats per token', format: fixed(2), zero: true, span: 0.1 },
    () => [metric('entropy', 4, 'entropy')]],
  [{ title: 'Staleness', unit: 'versions from sampling to training', format: fixed(2), zero: true, span: 1, names: true },
    () => [metric('staleness.mean', 1, 'mean, with range',
      { low: point => point.metrics['staleness.min'], high: point => point.metrics['staleness.max'] })]],
  [{ title: 'Actors’ speed', unit: 'tokens per second between versions', format: count, zero: true, span: 10 }, actors],
  [{ title: 'Lag', unit: 'records waiting, greatest per version', format: count, zero: true, span: 10 }, () => lags],
];

const DISTANCES = { title: 'Drift', unit: 'distance from the reference, PSI', format: fixed(2), zero: true, span: 0.1 };

export const charts = () => {
  const drawn = VERSIONS.map(([options, series]) => ({ chart: new Chart(options), series }));
  const distance = new Chart(DISTANCES);
  byId('charts').append(...drawn.map(one => one.chart.element), distance.element);
  return {
    update(state, keys) {
      if (![...keys].some(key => key.startsWith('version/') || key.startsWith('window/') || key === 'drift')) return;
      const points = state.all('version/').filter(point => point.version > 0).sort((a, b) => a.version - b.version);
      const windows = state.all('window/').filter(window => window.closed && Object.keys(window.psi).length > 0).sort((a, b) => a.window - b.window);
      const alarms = state.get('drift')?.findings.filter(one => one.level === 'alarm').map(one => one.version) ?? [];
      const versions = points.map(point => point.version);
      drawn.forEach(({ chart, series }) => chart.show(points, series(points), AWAITED, alarms, versions));
      distance.show(windows, distances, awaited(state), alarms, versions);
    },
  };
};

const awaited = state => state.get('drift')
  ? `Waiting for the first window after the reference; ${plural(state.get('drift').window + 1, 'window')} so far.`
  : "No window yet. 'factstream drift' creates windows from scored rollouts.";
