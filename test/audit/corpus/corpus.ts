import { CHOICES, HARMLESS_CHOICES } from './choices';
import { CHOSEN_POSTURE, HARMLESS_POSTURE } from './chosen-posture';
import { CHOSEN_REGIONS } from './chosen-regions';
import { ENCRYPTION_OF_TYPES } from './encryption-of-types';
import { KEPT_AND_RECORDED } from './kept-and-recorded';
import { LOOK_ALIKES } from './look-alikes';
import { ORDINARY } from './ordinary';
import { POLICIES_OF_TYPES } from './policies-of-types';
import { POSTURE } from './posture';
import { POSTURE_LOOK_ALIKES } from './posture-look-alikes';
import { REACH_IN } from './reach-in';
import { REACH_OUT } from './reach-out';
import { GOOD_FENCES, REGION_FENCES } from './region-fences';
import { REGIONS_IN_TEXTS } from './regions-in-texts';
import { REGIONS_OF_TYPES } from './regions-of-types';
import { REWRITTEN_TEMPLATES } from './rewritten-templates';
import { UNUSUAL_EXPOSURE } from './unusual-exposure';
import { UNUSUAL_GRANTS } from './unusual-grants';
import { UNUSUAL_PLACES } from './unusual-places';
import { UNUSUAL_TARGETS } from './unusual-targets';
import type { Mutation } from './mutation';

/** Changes of templates that the audit must find, in parts that take about as long as each other. */
export const MUTATIONS = {
  access: [...REACH_IN, ...REACH_OUT, ...POLICIES_OF_TYPES, ...UNUSUAL_GRANTS, ...UNUSUAL_TARGETS],
  exposure: [...CHOICES, ...UNUSUAL_EXPOSURE, ...UNUSUAL_PLACES, ...REWRITTEN_TEMPLATES],
  posture: [...POSTURE, ...CHOSEN_POSTURE, ...ENCRYPTION_OF_TYPES, ...KEPT_AND_RECORDED],
  residency: [...CHOSEN_REGIONS, ...REGION_FENCES, ...REGIONS_IN_TEXTS, ...REGIONS_OF_TYPES],
} as const satisfies Readonly<Record<string, readonly Mutation[]>>;

/** Changes that look like those, and do no harm. */
export const HARMLESS: readonly Mutation[] = [
  ...LOOK_ALIKES,
  ...HARMLESS_CHOICES,
  ...ORDINARY,
  ...HARMLESS_POSTURE,
  ...POSTURE_LOOK_ALIKES,
  ...GOOD_FENCES,
];
