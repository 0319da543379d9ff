import { LAND } from './land';

/** Where regions are, as AWS says them by city or country: latitude and longitude in degrees, to the nearest degree. */
const PLACES: Readonly<Record<string, readonly [latitude: number, longitude: number]>> = {
  'af-south-1': [-34, 18],
  'ap-east-1': [22, 114],
  'ap-east-2': [25, 121],
  'ap-northeast-1': [36, 140],
  'ap-northeast-2': [37, 127],
  'ap-northeast-3': [35, 135],
  'ap-south-1': [19, 73],
  'ap-south-2': [17, 78],
  'ap-southeast-1': [1, 104],
  'ap-southeast-2': [-34, 151],
  'ap-southeast-3': [-6, 107],
  'ap-southeast-4': [-38, 145],
  'ap-southeast-5': [3, 102],
  'ap-southeast-6': [-37, 175],
  'ap-southeast-7': [14, 100],
  'ca-central-1': [45, -74],
  'ca-west-1': [51, -114],
  'eu-central-1': [50, 9],
  'eu-central-2': [47, 8],
  'eu-north-1': [59, 18],
  'eu-south-1': [45, 9],
  'eu-south-2': [41, -1],
  'eu-west-1': [53, -6],
  'eu-west-2': [52, 0],
  'eu-west-3': [49, 2],
  'il-central-1': [32, 35],
  'me-central-1': [24, 54],
  'me-south-1': [26, 51],
  'mx-central-1': [21, -100],
  'sa-east-1': [-24, -47],
  'us-east-1': [39, -77],
  'us-east-2': [40, -83],
  'us-west-1': [37, -122],
  'us-west-2': [46, -120],
};

/** Regions that tenants are in, drawn on a map; the size of a dot says how many. */
export function RegionMap({ tenants }: { readonly tenants: ReadonlyMap<string, number> }) {
  const dots = [...tenants].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const most = Math.max(1, ...tenants.values());
  return (
    <figure>
      <svg
        class="map"
        viewBox="60 0 640 262"
        role="img"
        aria-label="Regions that tenants are in; the table says the same"
      >
        <path class="land" d={LAND} />
        {dots.map(([region, count]) => {
          const place = PLACES[region];
          if (place === undefined) return undefined;
          const [latitude, longitude] = place;
          return (
            <circle
              key={region}
              cx={(longitude + 180) * 2}
              cy={(78 - latitude) * 2}
              r={(2.5 + 6 * Math.sqrt(count / most)).toFixed(1)}
            >
              <title>{`${region}: ${count}`}</title>
            </circle>
          );
        })}
      </svg>
    </figure>
  );
}
