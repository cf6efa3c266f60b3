import fc from 'fast-check';
import { boxAround, faultOfPlace } from './rules.ts';

const RADIUS = 6_371_008.8;
const rad = (degrees: number) => (degrees * Math.PI) / 180;

describe('places', () => {
  test('the box holds any place within the distance', () => {
    const anywhere = { lat: fc.double({ min: 38, max: 42, noNaN: true }), lng: fc.double({ min: 114, max: 119, noNaN: true }) };
    fc.assert(
      fc.property(
        anywhere.lat,
        anywhere.lng,
        fc.integer({ min: 1, max: 200_000 }),
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        (lat, lng, meters, bearing) => {
          const angle = (meters * 0.999_999) / RADIUS;
          const toLat = Math.asin(
            Math.sin(rad(lat)) * Math.cos(angle) + Math.cos(rad(lat)) * Math.sin(angle) * Math.cos(bearing),
          );
          const toLng =
            rad(lng) +
            Math.atan2(
              Math.sin(bearing) * Math.sin(angle) * Math.cos(rad(lat)),
              Math.cos(angle) - Math.sin(rad(lat)) * Math.sin(toLat),
            );
          const [there, across] = [(toLat * 180) / Math.PI, (toLng * 180) / Math.PI];
          const box = boxAround({ lat, lng }, meters);
          expect(there >= box.south && there <= box.north && across >= box.west && across <= box.east).toBe(true);
        },
      ),
    );
  });

  test.each([
    [{ lat: 39.9, lng: 116.4 }, undefined],
    [{ lat: 90.1, lng: 116.4 }, 'near.lat'],
    [{ lat: 39.9, lng: -180.1 }, 'near.lng'],
    [{ lat: 39.9, lng: 116.4, withinMeters: 0 }, 'near.withinMeters'],
    [{ lat: 39.9, lng: 116.4, withinMeters: 200_001 }, 'near.withinMeters'],
    [{ lat: 39.9, lng: 116.4, withinMeters: 200_000 }, undefined],
  ])('%j has its fault in %s', (place, field) => {
    expect(faultOfPlace(place)?.field).toBe(field);
  });
});
