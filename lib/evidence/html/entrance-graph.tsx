import type { Entrance } from '../../audit/inventory/entrances';
import type { Tenant } from '../../config/tenant';

const ROW = 34;
const WIDTH = 900;

interface EntranceGraphProps {
  readonly tenant: Tenant;
  readonly entrances: readonly Entrance[];
}

/** Who reaches what in a tenant's account, drawn: principals on the left, resources on the right. */
export function EntranceGraph({ tenant, entrances }: EntranceGraphProps) {
  const principals = [...new Set(entrances.map(({ principal }) => principal))];
  const resources = [...new Set(entrances.map(resourceOf))];
  const edges = new Set(
    entrances.map((entrance) => `${principals.indexOf(entrance.principal)} ${resources.indexOf(resourceOf(entrance))}`),
  );
  const height = Math.max(principals.length, resources.length) * ROW + 30;
  const place = (index: number, count: number): number => 30 + ((height - 30) / count) * (index + 0.5);
  return (
    <figure>
      <svg
        class="graph"
        viewBox={`0 0 ${WIDTH} ${height}`}
        role="img"
        aria-label={`Who reaches what in the account of ${tenant.id}; the table below says the same`}
      >
        <text x="0" y="16" class="quiet">
          outside
        </text>
        <text x={WIDTH - 360} y="16" class="quiet">
          account {tenant.accountId} of {tenant.id}
        </text>
        {[...edges].map((edge) => {
          const [from = 0, to = 0] = edge.split(' ').map(Number);
          return (
            <line
              key={edge}
              x1="440"
              y1={place(from, principals.length)}
              x2={WIDTH - 362}
              y2={place(to, resources.length)}
            />
          );
        })}
        {principals.map((principal, index) => (
          <Box key={principal} x={0} width={440} y={place(index, principals.length)} text={principal} own={false} />
        ))}
        {resources.map((resource, index) => (
          <Box key={resource} x={WIDTH - 362} width={361} y={place(index, resources.length)} text={resource} own />
        ))}
      </svg>
      <figcaption>
        Each line is a statement of a policy that lets the principal in, under the conditions below. Nobody else from
        outside the account gets in.
      </figcaption>
    </figure>
  );
}

interface BoxProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: string;
  readonly own: boolean;
}

function Box({ x, y, width, text, own }: BoxProps) {
  const most = Math.floor(width / 7.2);
  return (
    <g>
      <title>{text}</title>
      <rect class={own ? 'own' : undefined} x={x + 0.5} y={y - 12} width={width - 1} height="24" rx="3" />
      <text x={x + 8} y={y + 4}>
        {text.length > most ? `…${text.slice(1 - most)}` : text}
      </text>
    </g>
  );
}

function resourceOf({ stack, logicalId }: Entrance): string {
  return `${stack} ${logicalId}`;
}
