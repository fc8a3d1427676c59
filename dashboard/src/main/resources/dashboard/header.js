import { byId, h } from './dom.js';
import { count, duration, isNumber, percent, plural, points, signed } from './numbers.js';

const stat = (label, value, note, name) => h('div', { class: name },
  h('dt', {}, label), h('dd', {}, value, note ? h('span', { class: 'note' }, note) : null));

const newest = versions => versions.reduce((best, one) => (best === null || one.version > best.version ? one : best), null);

/** The number of active alarms. */
export const alarmsOf = state => {
  const standing = state.get('drift')?.findings.filter(one => one.level === 'alarm' && one.standing) ?? [];
  const last = newest(state.all('version/'));
  const learner = ['alarm.sync', 'alarm.mismatch'].filter(name => last?.metrics[name] > 0);
  return standing.length + learner.length;
};

export const header = () => {
  const fill = h('div', { class: 'fill' });
  const words = h('span');
  byId('progress').append(words, h('div', { class: 'track' }, fill));
  let status = () => {};
  setInterval(() => status(), 1000);
  return {
    update(state) {
      const run = state.get('run');
      const versions = state.all('version/').filter(one => one.version > 0);
      const last = newest(versions);
      byId('run').textContent = state.get('now')?.run ?? 'no run yet';
      document.title = run ? `${run.run} · version ${run.version} · FactStream` : 'FactStream';
      byId('facts').replaceChildren(...stats(state, run, versions, last));
      progress(state, run, last, words, fill);
      status = () => say(state, last);
      status();
    },
  };
};

const stats = (state, run, versions, last) => {
  const first = versions.reduce((best, one) => (best === null || one.version < best.version ? one : best), null);
  const rate = last?.metrics['correct.rate'];
  const before = first?.metrics['correct.rate'];
  const since = isNumber(rate) && isNumber(before) && first !== last
    ? `${points(rate - before)} points since version ${first.version}` : null;
  const alarms = alarmsOf(state);
  return [
    stat('Version', run ? count(run.version) : '–',
      last && isNumber(last.seconds) ? `made in ${duration(last.seconds)}` : null),
    stat('Correct', isNumber(rate) ? percent(rate) : '–', since),
    stat('Reward', isNumber(last?.metrics['reward.total']) ? signed(3)(last.metrics['reward.total']) : '–',
      last ? 'mean of its rollouts' : null),
    stat('Alarms', alarms === 0 ? 'none' : count(alarms), state.get('drift') ? null : 'no drift detection', alarms > 0 ? 'alarm' : null),
  ];
};

const progress = (state, run, last, words, fill) => {
  const wanted = Number(run?.settings['learner.rollouts.per.version']) || last?.rollouts;
  const waiting = state.get('now')?.waiting;
  if (!wanted || waiting === undefined) {
    words.textContent = 'Waiting for the first rollouts.';
    return;
  }
  words.textContent = `version ${(run?.version ?? 0) + 1}: ${count(Math.min(waiting, wanted))} of ${plural(wanted, 'answer')} scored`
    + (waiting > wanted ? `, ${count(waiting - wanted)} more waiting` : '');
  fill.style.width = Math.min(100, 100 * waiting / wanted) + '%';
};

/** The status line; it is refreshed every second, so it stays correct when no data arrives. */
const say = (state, last) => {
  const line = byId('status');
  const now = state.get('now');
  const quiet = last ? (state.now() - last.at) / 1000 : null;
  const [words, kind] = state.lostAt !== null
    ? [`no connection for ${duration((Date.now() - state.lostAt) / 1000)}; showing the last known state, retrying`, 'trouble']
    : !now ? ['connecting', '']
      : now.problem ? [`${now.problem}; showing the last known state, retrying`, 'trouble']
        : now.missing.length > 0 ? [`waiting for the topics ${now.missing.join(', ')}`, '']
          : now.behind > 0 ? [`reading the log: ${plural(now.behind, 'record')} to go`, '']
            : quiet === null ? ['live; no version yet', 'live']
              : [`live; last version ${duration(quiet)} ago`, 'live'];
  line.textContent = words;
  line.className = 'status ' + kind;
};
