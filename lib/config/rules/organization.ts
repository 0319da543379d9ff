import { parseCidr, formatCidr, isPrivate } from '../cidr';
import { ALLOCATED_PREFIX } from '../allocate-cidr';
import { oneOf, suggestion } from '../nearest';
import { BUILT_IN_TIERS } from '../tiers';
import { REGIONS } from '../regions';
import { type Problem, type Rule, findings } from './rule';

export const accountsHaveDifferentRoles: Rule = ({ organization: { managementAccountId, operatorAccountId, file } }) =>
  findings(file, [
    managementAccountId === operatorAccountId && {
      path: 'operatorAccountId',
      message: `${operatorAccountId} is the management account too, which no policy restrains; use an account of its own`,
    },
  ]);

export const homeRegionIsInAJurisdiction: Rule = ({ organization: { homeRegion, jurisdictions, file } }) =>
  findings(file, [
    !Object.values(jurisdictions).some((regions) => regions.includes(homeRegion)) && {
      path: 'homeRegion',
      message: `"${homeRegion}" is in no jurisdiction; check that the operator's stacks may live there`,
      severity: 'warning',
    },
  ]);

/** Regions people take for members of the European Union. */
const NOT_IN_THE_EU: Readonly<Record<string, string>> = {
  'eu-west-2': 'the United Kingdom',
  'eu-central-2': 'Switzerland',
};

export const jurisdictionsMeanWhatTheySay: Rule = ({ organization: { jurisdictions, file } }) =>
  findings(
    file,
    Object.entries(jurisdictions).flatMap(([name, regions]) => [
      ...regions.map((region): Problem | false => {
        const country = NOT_IN_THE_EU[region];
        return (
          name === 'eu' &&
          country !== undefined && {
            path: `jurisdictions.${name}`,
            message: `"${region}" is in ${country}, not in the European Union; give it a jurisdiction of its own`,
            severity: 'warning',
          }
        );
      }),
      ...regions
        .filter((region, index) => regions.indexOf(region) !== index)
        .map((region): Problem => ({ path: `jurisdictions.${name}`, message: `"${region}" is listed twice` })),
    ]),
  );

export const tiersStartFromAPreset: Rule = ({ organizationFile: { tiers = {} }, organization: { file } }) =>
  findings(
    file,
    Object.entries(tiers).flatMap(([name, tier]): Problem[] => {
      const isBuiltIn = BUILT_IN_TIERS.some((builtIn) => builtIn === name);
      if (isBuiltIn && tier.extends !== undefined) {
        return [
          {
            path: `tiers.${name}.extends`,
            message: `"${name}" is built in and extends nothing; leave extends out, or choose another name for the tier`,
          },
        ];
      }
      if (!isBuiltIn && tier.extends === undefined) {
        return [
          {
            path: `tiers.${name}.extends`,
            message: `missing; a new tier says what it starts from: expected ${oneOf(BUILT_IN_TIERS)}, or did you mean to change one of these?`,
          },
        ];
      }
      return [];
    }),
  );

export const tierRingsExist: Rule = ({ organizationFile: { tiers = {} }, organization: { file, rings } }) =>
  findings(
    file,
    Object.entries(tiers).map(
      ([name, { ring }]) =>
        ring !== undefined &&
        !rings.includes(ring) && {
          path: `tiers.${name}.ring`,
          message: `unknown ring "${ring}"; ${suggestion(ring, rings)}`,
        },
    ),
  );

export const ringsAreUnique: Rule = ({ organization: { rings, file } }) =>
  findings(
    file,
    rings
      .filter((ring, index) => rings.indexOf(ring) !== index)
      .map((ring) => ({ path: 'rings', message: `"${ring}" is listed twice; a release reaches a ring once` })),
  );

export const rolloutRingsExist: Rule = ({ organization: { rollout, file, rings } }) =>
  findings(
    file,
    Object.keys(rollout.rings).map(
      (ring) =>
        !rings.includes(ring) && {
          path: `rollout.rings.${ring}`,
          message: `unknown ring "${ring}"; ${suggestion(ring, rings)}`,
        },
    ),
  );

export const operatorsAreInOperatorAccount: Rule = ({ organization: { operators, operatorAccountId, file } }) =>
  findings(
    file,
    Object.entries(operators).flatMap(([role, arns]) =>
      arns.map((arn, index): Problem | false => {
        const account = arn.split(':')[4];
        return (
          account !== operatorAccountId && {
            path: `operators.${role}.${index}`,
            message: `"${arn}" is in account ${account}; expected a principal of the operator account ${operatorAccountId}`,
          }
        );
      }),
    ),
  );

export const sinksAreTheOperators: Rule = ({ organization: { observability, operatorAccountId, file } }) =>
  findings(
    file,
    Object.entries(observability.sinks).flatMap(([region, arn]): (Problem | false)[] => {
      const [, , , sinkRegion, sinkAccount] = arn.split(':');
      const path = `observability.sinks.${region}`;
      return [
        !REGIONS.some((known) => known === region) && {
          path,
          message: `unknown region "${region}"; ${suggestion(region, REGIONS)}`,
        },
        sinkRegion !== region && {
          path,
          message: `the sink is in ${sinkRegion}; expected one in ${region}, as metrics and traces do not leave their region`,
        },
        sinkAccount !== operatorAccountId && {
          path,
          message: `the sink is in account ${sinkAccount}; expected the operator account ${operatorAccountId}`,
        },
      ];
    }),
  );

export const networkPoolIsUsable: Rule = ({ organization: { networkPool, file } }) => {
  const pool = parseCidr(networkPool);
  if (pool === undefined) return [];
  const path = 'networkPool';
  return findings(file, [
    formatCidr(pool) !== networkPool && {
      path,
      message: `"${networkPool}" is an address inside a block; expected the block's first address: "${formatCidr(pool)}"`,
    },
    !isPrivate(pool) && {
      path,
      message: `"${networkPool}" is not private; expected a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
    },
    pool.prefix > ALLOCATED_PREFIX && {
      path,
      message: `"${networkPool}" has no room for a tenant; expected /${ALLOCATED_PREFIX} or larger`,
    },
  ]);
};
