import { partDefiner } from './define-part';
import { serveTasks } from './fleet/synthesis/serve-tasks';

/* A process of `tenantry synth`: synthesizes the parts of a fleet that it is sent. */
serveTasks(partDefiner());
