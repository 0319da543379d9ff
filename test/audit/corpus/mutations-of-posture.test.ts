import { eachIsFound } from './audited-fleet';
import { MUTATIONS } from './corpus';

eachIsFound(MUTATIONS.posture);
