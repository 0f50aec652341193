const NAMES =
  "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|" +
  "DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|" +
  "KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|" +
  "MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|" +
  "NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|" +
  "SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|" +
  "WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam|MP Northern Mariana Islands|" +
  "PR Puerto Rico|VI U.S. Virgin Islands";

/** Names of the states, the District of Columbia and the territories by postal code, as in the warehouse's table `states`. */
export const STATE_NAMES: ReadonlyMap<string, string> = new Map(
  NAMES.split("|").map((entry) => [entry.slice(0, 2), entry.slice(3)]),
);

const CODES = new Map([...STATE_NAMES].map(([code, name]) => [name.toLowerCase(), code]));

/** Postal code of a state named in full; null where there is no such state. */
export function stateCode(name: string): string | null {
  return CODES.get(name.trim().toLowerCase()) ?? null;
}
