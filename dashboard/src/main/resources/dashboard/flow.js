import { byId, h } from './dom.js';
import { count, plural } from './numbers.js';

const READERS = {
  actors: 'waiting for actors', scorer: 'waiting for the scorer', learner: 'waiting for the learner', drift: 'waiting for drift detection',
};

const step = ({ topic, reader, records }) => h('div', {},
  h('dt', {}, `${topic} ${READERS[reader] ?? 'waiting'}`),
  h('dd', {}, records === undefined ? h('small', {}, 'no reader') : count(records)));

/** The lags of the readers, and the ticket balance. */
export const flow = () => ({
  update(state, keys) {
    if (!keys.has('now') && !keys.has('run')) return;
    const now = state.get('now');
    const run = state.get('run');
    const steps = (now?.lags ?? []).map(step);
    byId('flow').replaceChildren(
      steps.length === 0 ? h('p', { class: 'empty' }, 'No answer from the broker yet.') : h('dl', { class: 'flow' }, ...steps),
      h('p', { class: 'books' }, run ? balance(run.tickets) : 'Waiting for the first tickets.',
        now?.unreadable > 0 ? ` ${plural(now.unreadable, 'record')} on the topics cannot be read and are skipped.` : ''));
  },
});

const balance = tickets => `Tickets: ${count(tickets.issued)} issued = ${count(tickets.trained)} trained + ${count(tickets.dropped)} dropped`
  + ` + ${count(tickets.dead)} dead + ${count(tickets.outstanding)} outstanding, when the newest version was made.`;
