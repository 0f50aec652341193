import { expect, test } from "vitest";
import { guardedLookup, isPublicAddress } from "../../pipeline/fetch/addresses.ts";

test.each([
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.8",
  "192.168.0.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:10.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::a00:1",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fe80::1%eth0",
  "ff02::1",
  "2001::1",
  "2001:db8::1",
  "2002:a00:1::",
  "localhost",
  "",
])("%s is not of the public internet", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  "1.1.1.1",
  "8.8.8.8",
  "146.142.4.1",
  "172.15.0.1",
  "172.32.0.1",
  "2606:4700::1111",
  "2a00:1450::1",
])("%s is", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test("a lookup gives only the allowed addresses of a name, as many as the socket asks for", async () => {
  const addresses = ["10.0.0.1", "8.8.8.8", "::1"].map((address) => ({ address, family: 4 }));
  const lookup = guardedLookup(() => Promise.resolve(addresses), isPublicAddress);
  const looked = (all: boolean): Promise<unknown> =>
    new Promise((done) => {
      lookup("name.example", { all }, (...given) => {
        done(given);
      });
    });
  expect(await looked(true)).toEqual([null, [{ address: "8.8.8.8", family: 4 }]]);
  expect(await looked(false)).toEqual([null, "8.8.8.8", 4]);
});
