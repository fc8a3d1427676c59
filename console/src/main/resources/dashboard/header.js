import { byId, h } from './dom.js';
import { count, duration, isNumber, percent, plural, points, signed } from './numbers.js';

const stat = (label, value, note, name) => h('div', { class: name },
  h('dt', {}, label), h('dd', {}, value, note ? h('span', { class: 'note' }, note) : null));

const newest = versions => versions.reduce((best, one) => (best === null || one.version > best.version ? one : best), null);

/** What is alarming, in few words. */
export const alarmsOf = board => {
  const standing = board.get('drift')?.findings.filter(one => one.level === 'alarm' && one.standing) ?? [];
  const last = newest(board.all('version/'));
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
    update(board) {
      const run = board.get('run');
      const versions = board.all('version/').filter(one => one.version > 0);
      const last = newest(versions);
      byId('run').textContent = board.get('now')?.run ?? 'no run yet';
      document.title = run ? `${run.run} · version ${run.version} · FactStream` : 'FactStream';
      byId('facts').replaceChildren(...stats(board, run, versions, last));
      progress(board, run, last, words, fill);
      status = () => say(board, last);
      status();
    },
  };
};

const stats = (board, run, versions, last) => {
  const first = versions.reduce((best, one) => (best === null || one.version < best.version ? one : best), null);
  const rate = last?.metrics['correct.rate'];
  const before = first?.metrics['correct.rate'];
  const since = isNumber(rate) && isNumber(before) && first !== last
    ? `${points(rate - before)} points since version ${first.version}` : null;
  const alarms = alarmsOf(board);
  return [
    stat('Version', run ? count(run.version) : '–',
      last && isNumber(last.seconds) ? `made in ${duration(last.seconds)}` : null),
    stat('Correct', isNumber(rate) ? percent(rate) : '–', since),
    stat('Reward', isNumber(last?.metrics['reward.total']) ? signed(3)(last.metrics['reward.total']) : '–',
      last ? 'mean of its rollouts' : null),
    stat('Alarms', alarms === 0 ? 'none' : count(alarms), board.get('drift') ? null : 'drift is not watched', alarms > 0 ? 'alarm' : null),
  ];
};

const progress = (board, run, last, words, fill) => {
  const wanted = Number(run?.settings['learner.rollouts.per.version']) || last?.rollouts;
  const waiting = board.get('now')?.waiting;
  if (!wanted || waiting === undefined) {
    words.textContent = 'The first rollouts are awaited.';
    return;
  }
  words.textContent = `version ${(run?.version ?? 0) + 1}: ${count(Math.min(waiting, wanted))} of ${plural(wanted, 'answer')} scored`
    + (waiting > wanted ? `, ${count(waiting - wanted)} more wait` : '');
  fill.style.width = Math.min(100, 100 * waiting / wanted) + '%';
};

/** One line on how the stream is, which stays true when nothing comes any more. */
const say = (board, last) => {
  const line = byId('status');
  const now = board.get('now');
  const quiet = last ? (board.now() - last.at) / 1000 : null;
  const [words, kind] = board.lostAt !== null
    ? [`no connection for ${duration((Date.now() - board.lostAt) / 1000)}; this is what was known, and it is tried again`, 'trouble']
    : !now ? ['connecting', '']
      : now.problem ? [`${now.problem}; this is what was known, and it is tried again`, 'trouble']
        : now.missing.length > 0 ? [`waiting for the topics ${now.missing.join(', ')}`, '']
          : now.behind > 0 ? [`reading the log: ${plural(now.behind, 'record')} to go`, '']
            : quiet === null ? ['live; no version yet', 'live']
              : [`live; last version ${duration(quiet)} ago`, 'live'];
  line.textContent = words;
  line.className = 'status ' + kind;
};
