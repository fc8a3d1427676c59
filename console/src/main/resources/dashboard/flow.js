import { byId, h } from './dom.js';
import { count, plural } from './numbers.js';

const READERS = {
  actors: 'wait for actors', scorer: 'wait for the scorer', learner: 'wait for the learner', drift: 'wait to be watched for drift',
};

const step = ({ topic, reader, records }) => h('div', {},
  h('dt', {}, `${topic} that ${READERS[reader] ?? 'wait'}`),
  h('dd', {}, records === undefined ? h('small', {}, 'nobody reads them') : count(records)));

/** How far readers are behind, and the books: every ticket is somewhere. */
export const flow = () => ({
  update(board, keys) {
    if (!keys.has('now') && !keys.has('run')) return;
    const now = board.get('now');
    const run = board.get('run');
    const steps = (now?.lags ?? []).map(step);
    byId('flow').replaceChildren(
      steps.length === 0 ? h('p', { class: 'empty' }, 'The broker has not said yet.') : h('dl', { class: 'flow' }, ...steps),
      h('p', { class: 'books' }, run ? books(run.tickets) : 'The first tickets are awaited.',
        now?.unreadable > 0 ? ` ${plural(now.unreadable, 'record')} on the topics cannot be read and are left out here.` : ''));
  },
});

const books = tickets => `Tickets: ${count(tickets.issued)} issued = ${count(tickets.trained)} trained + ${count(tickets.dropped)} dropped`
  + ` + ${count(tickets.dead)} dead + ${count(tickets.outstanding)} under way, when the newest version was made.`;
