import { once } from "node:events";
import { mkdir, readdir, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { EXIT } from "../../pipeline/contracts/errors.ts";
import { Database } from "../../pipeline/lib/duckdb.ts";
import { acquireLock, lockHolder } from "../../pipeline/lib/lock.ts";
import { lockElsewhere } from "../support/lock-holder.ts";
import { tempFolder } from "../support/temp-folder.ts";

describe("acquireLock", () => {
  it("is refused while another process holds it, naming that process", async () => {
    const folder = await tempFolder();
    const other = await lockElsewhere(folder);
    expect(other.said).toBe("held");
    await expect(acquireLock(folder)).rejects.toMatchObject({
      exitCode: EXIT.locked,
      message: expect.stringContaining(`process ${String(other.child.pid)}`) as string,
    });
    expect(await lockHolder(folder)).toEqual({ pid: other.child.pid });
  });

  it("is free again as soon as its holder is killed", async () => {
    const folder = await tempFolder();
    const { child } = await lockElsewhere(folder);
    child.kill("SIGKILL");
    await once(child, "exit");
    const lock = await acquireLock(folder);
    await lock.release();
  });

  it("keeps other processes out until it is released", async () => {
    const folder = await tempFolder();
    const lock = await acquireLock(folder);
    expect((await lockElsewhere(folder)).said).toContain(`process ${process.pid}`);
    await lock.release();
    expect((await lockElsewhere(folder)).said).toBe("held");
  });

  it("is refused a second time in one process, by whatever path, and keeps the first", async () => {
    const folder = await tempFolder();
    const other = join(await tempFolder(), "link");
    await symlink(folder, other);
    const lock = await acquireLock(folder);
    await expect(acquireLock(other)).rejects.toMatchObject({ exitCode: EXIT.locked });
    expect(await lockHolder(folder)).toEqual({ pid: process.pid });
    expect((await lockElsewhere(folder)).said).toContain(`process ${process.pid}`);
    await lock.release();
    await (await acquireLock(other)).release();
  });

  it("lets exactly one of several first runs in", async () => {
    const folder = await tempFolder();
    const said = (
      await Promise.all([lockElsewhere(folder), lockElsewhere(folder), lockElsewhere(folder)])
    ).map((other) => other.said);
    expect(said.filter((line) => line === "held")).toHaveLength(1);
    expect(said.filter((line) => line.startsWith("another run"))).toHaveLength(2);
  });

  it("leaves one small file and no log", async () => {
    const folder = await tempFolder();
    await (await acquireLock(folder)).release();
    expect((await readdir(folder)).sort()).toEqual(["builds", "run.lock"]);
    expect(await readdir(join(folder, "builds"))).toEqual([]);
  });

  it.each([
    ["of text", "this is no database\n".repeat(50)],
    ["that is empty", ""],
  ])("says what to do about a lock file %s", async (_kind, content) => {
    const folder = await tempFolder();
    await writeFile(join(folder, "run.lock"), content);
    await expect(acquireLock(folder)).rejects.toMatchObject({
      exitCode: EXIT.failed,
      where: join(folder, "run.lock"),
      next: expect.stringContaining("Delete the file") as string,
    });
    await expect(acquireLock(folder)).rejects.toMatchObject({ exitCode: EXIT.failed });
  });

  it("says what to do about a lock file that is cut short", async () => {
    const folder = await tempFolder();
    await (await acquireLock(folder)).release();
    const path = join(folder, "run.lock");
    await truncate(path, Math.floor((await stat(path)).size / 2));
    await expect(acquireLock(folder)).rejects.toMatchObject({ exitCode: EXIT.failed, where: path });
    await expect(lockHolder(folder)).rejects.toMatchObject({ where: path });
  });

  it("says what to do about a folder in the place of the lock file", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "run.lock"));
    await expect(acquireLock(folder)).rejects.toMatchObject({
      exitCode: EXIT.failed,
      where: join(folder, "run.lock"),
    });
  });

  it("takes a database that somebody else has put there for a lock, and leaves what is in it", async () => {
    const folder = await tempFolder();
    const theirs = await Database.create(join(folder, "run.lock"));
    await theirs.run("create table kept as select 1 as one");
    await theirs.checkpoint();
    theirs.close();
    const lock = await acquireLock(folder);
    expect((await lockElsewhere(folder)).said).toContain(`process ${process.pid}`);
    await lock.release();
    const again = await Database.openReadOnly(join(folder, "run.lock"));
    expect((await again.query("from kept")).map((row) => ({ ...row }))).toEqual([{ one: 1 }]);
    again.close();
  });

  it("names a warehouse folder that cannot be made", async () => {
    const file = join(await tempFolder(), "file");
    await writeFile(file, "");
    await expect(acquireLock(join(file, "warehouse"))).rejects.toMatchObject({
      exitCode: EXIT.failed,
      where: join(file, "warehouse"),
    });
  });
});

describe("lockHolder", () => {
  it("finds nobody where there was never a run, and makes nothing", async () => {
    const folder = join(await tempFolder(), "none");
    expect(await lockHolder(folder)).toBeNull();
    await mkdir(folder);
    expect(await lockHolder(folder)).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it("finds nobody after a run", async () => {
    const folder = await tempFolder();
    await (await acquireLock(folder)).release();
    expect(await lockHolder(folder)).toBeNull();
  });
});
