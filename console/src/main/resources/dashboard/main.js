import { alarms } from './alarms.js';
import { Board } from './board.js';
import { charts } from './charts.js';
import { flow } from './flow.js';
import { header } from './header.js';
import { rollouts } from './rollouts.js';

const board = new Board();
const parts = [header(), alarms(), charts(), flow(), rollouts()];
const update = keys => parts.forEach(part => part.update(board, keys));
update(new Set(['now', 'run', 'drift', 'version/'])); // empty states say what is awaited
board.follow('events', update, () => update(new Set()));
