import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";

/** A regular expression of the product, as the syntax tree of its file has it. */
export interface FoundExpression {
  /** Path below the project, with its line. */
  readonly place: string;
  /** As it is written: a literal, or a call of RegExp. */
  readonly written: string;
  /** Null where what is written cannot be put together without running it. */
  readonly source: string | null;
  readonly flags: string;
  /** Name of the property that it is the value of (`cell: /\d/`); null elsewhere. */
  readonly property: string | null;
}

/** Every regular expression in the TypeScript files of some folders of the project, in the order of path and line. */
export function regularExpressions(folders: readonly string[]): FoundExpression[] {
  const files = new Files();
  return folders.flatMap((folder) =>
    readdirSync(join(PROJECT_DIR, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .sort()
      .flatMap((path) => expressionsIn(files, join(PROJECT_DIR, folder, path))),
  );
}

function expressionsIn(files: Files, path: string): FoundExpression[] {
  const file = files.at(path);
  const found: FoundExpression[] = [];
  const visit = (node: ts.Node): void => {
    const read = ts.isRegularExpressionLiteral(node) ? literal(node) : constructed(files, file, node);
    if (read !== null) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      const place = `${relative(PROJECT_DIR, path).replaceAll("\\", "/")}:${line + 1}`;
      found.push({ place, written: node.getText(file), property: propertyOf(node), ...read });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

interface Read {
  readonly source: string | null;
  readonly flags: string;
}

function literal(node: ts.RegularExpressionLiteral): Read {
  const end = node.text.lastIndexOf("/");
  return { source: node.text.slice(1, end), flags: node.text.slice(end + 1) };
}

/** What a call of RegExp makes; null where the node is none. */
function constructed(files: Files, file: ts.SourceFile, node: ts.Node): Read | null {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return null;
  if (!ts.isIdentifier(node.expression) || node.expression.text !== "RegExp") return null;
  const [pattern, flags] = node.arguments ?? [];
  if (pattern === undefined) return { source: null, flags: "" };
  const flagText = flags === undefined ? "" : textOf(files, file, flags);
  return { source: flagText === null ? null : textOf(files, file, pattern), flags: flagText ?? "" };
}

function propertyOf(node: ts.Node): string | null {
  let above = node.parent;
  while (ts.isArrayLiteralExpression(above)) above = above.parent;
  return ts.isPropertyAssignment(above) && ts.isIdentifier(above.name) ? above.name.text : null;
}

/** The text that an expression of literals, templates and top-level constants stands for; null where it holds else. */
function textOf(files: Files, file: ts.SourceFile, node: ts.Expression): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return textOf(files, file, node.expression);
  if (ts.isTemplateExpression(node)) return template(files, file, node, (part) => part.text);
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText(file) === "String.raw") {
    const raw = (part: ts.TemplateLiteralLikeNode): string => part.rawText ?? part.text;
    return ts.isTemplateExpression(node.template)
      ? template(files, file, node.template, raw)
      : raw(node.template);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return joined([textOf(files, file, node.left), textOf(files, file, node.right)]);
  }
  if (ts.isPropertyAccessExpression(node) && node.name.text === "source") {
    const of = ts.isIdentifier(node.expression) ? files.constant(file, node.expression.text) : null;
    return of !== null && ts.isRegularExpressionLiteral(of.value) ? literal(of.value).source : null;
  }
  if (!ts.isIdentifier(node)) return null;
  const named = files.constant(file, node.text);
  return named === null ? null : textOf(files, named.file, named.value);
}

function template(
  files: Files,
  file: ts.SourceFile,
  node: ts.TemplateExpression,
  text: (part: ts.TemplateLiteralLikeNode) => string,
): string | null {
  const spans = node.templateSpans.flatMap((span) => [
    textOf(files, file, span.expression),
    text(span.literal),
  ]);
  return joined([text(node.head), ...spans]);
}

function joined(parts: readonly (string | null)[]): string | null {
  return parts.includes(null) ? null : parts.join("");
}

/** Parsed files, and the constants at their top, those that they import from another file among them. */
class Files {
  readonly #parsed = new Map<string, ts.SourceFile>();

  at(path: string): ts.SourceFile {
    const known = this.#parsed.get(path);
    if (known !== undefined) return known;
    const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ESNext, true);
    this.#parsed.set(path, file);
    return file;
  }

  constant(file: ts.SourceFile, name: string): { file: ts.SourceFile; value: ts.Expression } | null {
    for (const statement of file.statements) {
      if (ts.isVariableStatement(statement)) {
        const value = statement.declarationList.declarations.find(
          (declaration) => declaration.name.getText(file) === name,
        )?.initializer;
        if (value !== undefined) return { file, value };
      }
      if (ts.isImportDeclaration(statement)) {
        const from = (statement.moduleSpecifier as ts.StringLiteral).text;
        const imported = importedName(statement, name);
        if (imported === null || !from.startsWith(".")) continue;
        return this.constant(this.at(join(dirname(file.fileName), from)), imported);
      }
    }
    return null;
  }
}

/** What a name of an import is called where it comes from; null where the import does not bring it. */
function importedName(statement: ts.ImportDeclaration, name: string): string | null {
  const bindings = statement.importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return null;
  const found = bindings.elements.find((element) => element.name.text === name);
  return found === undefined ? null : (found.propertyName ?? found.name).text;
}
