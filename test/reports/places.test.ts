import { beforeAll, describe, expect, it } from "vitest";
import { openAtlas, type MetroArea } from "../../pipeline/lib/atlas.ts";
import { gazetteerOf, type Gazetteer } from "../../pipeline/reports/places.ts";

/** The title of the area at which a city of the real table is found. */
let titleOf: (city: string, state: string) => string | null;

beforeAll(async () => {
  const { areas } = await openAtlas();
  const find = gazetteerOf(areas);
  titleOf = (city, state) => {
    const place = find(city, state);
    const at = (area: MetroArea): boolean =>
      area.longitude === place?.longitude && area.latitude === place.latitude;
    return areas.find(at)?.title ?? null;
  };
});

describe("a city lies where its area does", () => {
  it.each([
    ["Tucson", "AZ", "Tucson, AZ"],
    ["Bradenton - Sarasota - Venice", "FL", "North Port-Bradenton-Sarasota, FL"],
    ["Orlando - Kissimmee", "FL", "Orlando-Kissimmee-Sanford, FL"],
    ["Davenport – Moline – Rock Island", "IA", "Davenport-Moline-Rock Island, IA-IL"],
    ["Kansas City", "KS", "Kansas City, MO-KS"],
    ["Prescott", "AZ", "Prescott Valley-Prescott, AZ"],
    ["Lewiston", "ID", "Lewiston, ID-WA"],
    ["Lewiston – Auburn", "ME", "Lewiston-Auburn, ME"],
  ])("by its first name, else by another: %s, %s", (city, state, title) => {
    expect(titleOf(city, state)).toBe(title);
  });

  it.each([
    ["Santa Ana – Anaheim – Irvine (Metro Area)", "CA", "Anaheim-Santa Ana-Irvine, CA"],
    [
      "Fort Lauderdale - Pompano Beach - Deerfield Beach (Metro Area)",
      "FL",
      "Fort Lauderdale-Pompano Beach-Sunrise, FL",
    ],
    ["Los Angeles – Long Beach – Glendale", "CA", "Los Angeles-Long Beach-Glendale, CA"],
    ["Los Angeles – Long Beach – Anaheim", "CA", "Los Angeles-Long Beach-Anaheim, CA"],
    ["Tampa – St. Petersburg – Clearwater", "FL", "Tampa-St. Petersburg-Clearwater, FL"],
    ["Wilmington (Metro Area)", "DE", "Wilmington, DE-MD-NJ"],
    ["Nassau – Suffolk", "NY", "Nassau County-Suffolk County, NY"],
  ])("in the division or the whole area, whichever has the nearer title: %s", (city, state, title) => {
    expect(titleOf(city, state)).toBe(title);
  });

  it.each([
    ["Saint Louis", "MO", "St. Louis, MO-IL"],
    ["ST LOUIS", "MO", "St. Louis, MO-IL"],
    ["Coeur d’Alene", "ID", "Coeur d'Alene, ID"],
    ["Coeur dAlene", "ID", "Coeur d'Alene, ID"],
    ["Española", "NM", "Española, NM"],
    ["Espanola", "NM", "Española, NM"],
    ["Canon City", "CO", "Cañon City, CO"],
    ["Honolulu", "HI", "Urban Honolulu, HI"],
    ["Winston-Salem", "NC", "Winston-Salem, NC"],
    ["Winston – Salem", "NC", "Winston-Salem, NC"],
    ["Louisville", "KY", "Louisville/Jefferson County, KY-IN"],
    ["Louisville/Jefferson County", "KY", "Louisville/Jefferson County, KY-IN"],
    ["Minneapolis-Saint Paul-Bloomington", "MN", "Minneapolis-St. Paul-Bloomington, MN-WI"],
    ["Los Angeles-Long Beach-Santa Ana", "CA", "Los Angeles-Long Beach-Anaheim, CA"],
  ])("however it is spelled: %s, %s", (city, state, title) => {
    expect(titleOf(city, state)).toBe(title);
  });

  it("in its own state, where others have a city of that name", () => {
    expect(titleOf("Decatur", "AL")).toBe("Decatur, AL");
    expect(titleOf("Decatur", "IL")).toBe("Decatur, IL");
    expect(titleOf("Decatur", "CA")).toBeNull();
  });
});

describe("a city without a place", () => {
  it.each([
    ["Atlantis", "FL"],
    ["", "CA"],
    ["(Metro Area)", "CA"],
    ["–", "CA"],
    ["Tucson", "ZZ"],
    ["Tuc", "AZ"],
    ["__proto__", "AZ"],
    ["<script>alert(1)</script>", "AZ"],
    ["عمان", "AZ"],
    ["🏥", "AZ"],
    ["a".repeat(5000), "AZ"],
  ])("%s, %s", (city, state) => {
    expect(titleOf(city, state)).toBeNull();
  });

  it("is one that areas apart answer to, unless a later name tells which", () => {
    const area = (area_code: string, title: string, longitude: number): MetroArea => ({
      area_code,
      division_code: null,
      title,
      longitude,
      latitude: 40,
    });
    const find: Gazetteer = gazetteerOf([
      area("10001", "Springfield, OH", 1),
      area("10002", "Springfield, OH", 2),
      area("10003", "Urbana, OH", 3),
    ]);
    expect(find("Springfield", "OH")).toBeNull();
    expect(find("Springfield – Urbana", "OH")).toMatchObject({ longitude: 3 });
  });
});
