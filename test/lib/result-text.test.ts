import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { type ResultColumns, resultPrinter, type TextFormat } from "../../pipeline/lib/result-text.ts";

async function printed(
  format: TextFormat,
  sql: string,
  areNumbers: readonly boolean[] = [],
): Promise<string> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(sql);
  const printer = resultPrinter(format, { names: reader.deduplicatedColumnNames(), areNumbers });
  const text = printer.begin() + printer.rows(reader.getRows()) + printer.end();
  connection.closeSync();
  instance.closeSync();
  return text;
}

const columns: ResultColumns = { names: ["n"], areNumbers: [true] };

describe("table", () => {
  it("aligns columns, numbers to the right, and shows what is missing", async () => {
    const sql =
      "select * from (values ('Phoenix', null, 2730), ('Mesa', 36000, 50)) as t(city, annual_usd, jobs)";
    expect(await printed("table", sql, [false, true, true])).toBe(
      [
        "city     annual_usd  jobs",
        "-------  ----------  ----",
        "Phoenix        NULL  2730",
        "Mesa          36000    50",
        "",
      ].join("\n"),
    );
  });

  it("keeps a row on its line and a terminal out of reach of the text", async () => {
    const table = await printed("table", "select 'a' || chr(10) || 'b' || chr(9) || chr(27) || '[31m' as t");
    expect(table.split("\n")[2]).toBe("a\\nb\\t\\u{1b}[31m");
  });

  it("cuts long cells, by characters", async () => {
    const table = await printed("table", "select repeat('😀', 121) as t");
    expect(table.split("\n")[2]).toBe(`${"😀".repeat(119)}…`);
  });

  it("prints the header of a result without rows", async () => {
    expect(await printed("table", "select 1 as n where false")).toBe("n\n-\n");
  });

  it("refuses more rows than a table can hold", () => {
    const printer = resultPrinter("table", columns);
    printer.rows(Array.from({ length: 10_000 }, () => [1]));
    expect(() => printer.rows([[1]])).toThrow("more than 10,000 rows");
  });
});

describe("csv", () => {
  it("quotes what has to be quoted, and tells missing from empty", async () => {
    const sql = `select 'a,b' as "x,y", 'say "no"' as q, 'l' || chr(10) || 'm' as l, ' s' as s, '' as e, null as n, 'é' as u`;
    expect(await printed("csv", sql)).toBe('"x,y",q,l,s,e,n,u\n"a,b","say ""no""","l\nm"," s","",,é\n');
  });
});

describe("csv that a spreadsheet opens", () => {
  it("puts an apostrophe before a text that would be a formula, and before a text's own, in names as well", async () => {
    const sql = `select '=1+1' as "=a", '-x' as "@b", ' +1' as p, chr(39) || 'q' as q, '29-2071' as code, interval (-1) day as i`;
    expect(await printed("csv", sql)).toBe("'=a,'@b,p,q,code,i\n'=1+1,'-x,' +1,''q,29-2071,'-1 day\n");
  });

  it("leaves numbers as they are, and infinity is none", async () => {
    const sql = "select -1 as i, -0.5::double as d, -12.50::decimal(5, 2) as c, '-inf'::double as f";
    expect(await printed("csv", sql)).toBe("i,d,c,f\n-1,-0.5,-12.50,'-Infinity\n");
  });
});

describe("json", () => {
  it("is an array of objects, whatever the number of rows and pieces", () => {
    const printer = resultPrinter("json", columns);
    const text = printer.begin() + printer.rows([[1], [2]]) + printer.rows([[3]]) + printer.end();
    expect(JSON.parse(text)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    const empty = resultPrinter("json", columns);
    expect(JSON.parse(empty.begin() + empty.rows([]) + empty.end())).toEqual([]);
  });

  it("keeps every digit of a number and every name of a column", async () => {
    const sql = `select 9007199254740993 as big, 12.50::decimal(5, 2) as price, 1 as "2", 2 as "1", 'p' as "__proto__", 1 as a, 2 as a`;
    expect(await printed("ndjson", sql)).toBe(
      '{"big":9007199254740993,"price":12.50,"2":1,"1":2,"__proto__":"p","a":1,"a:1":2}\n',
    );
  });

  it("writes lists, structs, instants, missing and infinite values", async () => {
    const sql = `select [1, null] as l, {'x': 'y'} as s, timestamptz '2024-06-30 12:00:00+02' as t,
      date '2024-02-29' as d, null as n, true as b, 'nan'::double as f, interval 1 day as i`;
    expect(await printed("ndjson", sql)).toBe(
      '{"l":[1,null],"s":{"x":"y"},"t":"2024-06-30T10:00:00.000Z","d":"2024-02-29","n":null,"b":true,"f":"NaN","i":"1 day"}\n',
    );
  });
});
