import { alarms } from './alarms.js';
import { PageState } from './state.js';
import { charts } from './charts.js';
import { flow } from './flow.js';
import { header } from './header.js';
import { rollouts } from './rollouts.js';

const state = new PageState();
const parts = [header(), alarms(), charts(), flow(), rollouts()];
const update = keys => parts.forEach(part => part.update(state, keys));
update(new Set(['now', 'run', 'drift', 'version/'])); // draws the empty states
state.follow('events', update, () => update(new Set()));
