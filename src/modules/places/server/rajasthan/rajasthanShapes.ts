import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { geoMercator } from 'd3-geo'
import { CANVAS, type PlaceShape } from '../../domain/canvas.ts'
import { shapeOf } from '../shapes/drawShape.ts'
import { simplifyTogether, type Point, type Ring } from '../shapes/sharedBorders.ts'
import { placeId } from './placeId.ts'
import { constituencyPath, districtPath, STATE_PATH } from './rajasthanPlaces.ts'

type Geometry =
  | { type: 'Polygon'; coordinates: [number, number][][] }
  | { type: 'MultiPolygon'; coordinates: [number, number][][][] }
  | { type: 'GeometryCollection'; geometries: Geometry[] }
type Feature = { properties: Record<string, string | number>; geometry: Geometry }

/** Corners of Rajasthan in degrees, from data/rajasthan/state.geojson and the constituencies, which go a little beyond it. */
const CORNERS: [number, number][] = [
  [69.47, 23.05],
  [78.28, 30.21],
]

/** Smallest detail kept, in square canvas units: state and districts are seen smaller than constituencies. */
const DETAIL = { state: 6, district: 6, constituency: 4 } as const

const mercator = geoMercator().fitSize([CANVAS.width, CANVAS.height], {
  type: 'MultiPoint',
  coordinates: CORNERS,
})

/** Where a position in degrees lies on the canvas, in canvas units. */
export function onCanvas(lon: number, lat: number): Point {
  return mercator([lon, lat]) ?? [0, 0]
}

/**
 * Outlines of the state, its 41 districts and 200 constituencies on the one canvas.
 * @param dataFolder path of the repository's `data` folder
 * @throws Error when a feature has no area or no known place
 */
export async function rajasthanShapes(dataFolder: string): Promise<PlaceShape[]> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(dataFolder, 'rajasthan', name), 'utf8'))
  const [state, districts, constituencies] = (await Promise.all(
    ['state.geojson', 'districts.geojson', 'constituencies.geojson'].map(read),
  )) as [Geometry, { features: Feature[] }, { features: Feature[] }]
  return [
    ...drawLayer([{ properties: {}, geometry: state }], DETAIL.state, () => STATE_PATH),
    ...drawLayer(districts.features, DETAIL.district, ({ lgd_code: code }) => districtPath(Number(code))),
    ...drawLayer(constituencies.features, DETAIL.constituency, ({ ac_no: number }) =>
      constituencyPath(Number(number)),
    ),
  ]
}

/** A layer is simplified as one, so that neighbours keep sharing their borders. */
function drawLayer(
  features: readonly Feature[],
  detail: number,
  pathOf: (properties: Feature['properties']) => string,
): PlaceShape[] {
  const ringsOfFeature = features.map(({ geometry }) => ringsOf(geometry))
  const simplified = simplifyTogether(ringsOfFeature.flat(), ([lon, lat]) => onCanvas(lon, lat), detail)
  let next = 0
  return features.map(({ properties }, i) => {
    const count = ringsOfFeature[i]?.length ?? 0
    const rings = simplified.slice(next, next + count)
    next += count
    return shapeOf(placeId(pathOf(properties)), rings, properties['geom_approx'] === 1)
  })
}

/** GeoJSON repeats a ring's first position at its end; here it is left away. */
function ringsOf(geometry: Geometry): Ring[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(ringsOf)
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons.flat().map((ring) => ring.slice(0, -1))
}
