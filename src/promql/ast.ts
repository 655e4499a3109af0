/** Where a node stands in the query's text: offsets in UTF-16 units, `[start, end)`. */
export interface Position {
  readonly start: number;
  readonly end: number;
}

/** One condition on a label; a missing label counts as the empty text. */
export interface Matcher {
  readonly name: string;
  readonly op: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** The instant of an `@` modifier: ms since the epoch, or a bound of the query's own range. */
export type At = number | "start" | "end";

/** A duration as written in `[…]` or after `offset`; arithmetic is in seconds, as in PromQL. */
export type DurationExpr =
  | { readonly kind: "seconds"; readonly position: Position; readonly value: number }
  | { readonly kind: "step" | "range"; readonly position: Position }
  | { readonly kind: "sign"; readonly position: Position; readonly operator: "+" | "-"; readonly operand: DurationExpr }
  | {
    readonly kind: "arithmetic";
    readonly position: Position;
    readonly operator: "+" | "-" | "*" | "/" | "%" | "^";
    readonly left: DurationExpr;
    readonly right: DurationExpr;
  }
  | {
    readonly kind: "min_of" | "max_of";
    readonly position: Position;
    readonly left: DurationExpr;
    readonly right: DurationExpr;
  };

/** A number or a duration as a number: `0.5`, `5m`. */
export interface NumberLiteral {
  readonly kind: "number";
  readonly position: Position;
  /** Never negative: a sign is a `Unary`. A duration such as `5m` is its seconds, 300. */
  readonly value: number;
}

/** A quoted text, unescaped. */
export interface StringLiteral {
  readonly kind: "string";
  readonly position: Position;
  readonly value: string;
}

/** An instant vector selector; `matchers` leaves out the name when it is given as such. */
export interface VectorSelector {
  readonly kind: "selector";
  readonly position: Position;
  readonly name?: string;
  readonly matchers: readonly Matcher[];
  readonly offset?: DurationExpr;
  readonly at?: At;
  readonly extension?: "anchored" | "smoothed";
}

/** A range vector selector. `offset`, `at` and `extension` stand in its `selector`. */
export interface MatrixSelector {
  readonly kind: "matrix";
  readonly position: Position;
  readonly selector: VectorSelector;
  readonly range: DurationExpr;
}

/** An expression evaluated again and again over a range: `expr[1h:15s]`. */
export interface Subquery {
  readonly kind: "subquery";
  readonly position: Position;
  readonly expr: Expr;
  readonly range: DurationExpr;
  /** The engine's own evaluation interval when absent. */
  readonly step?: DurationExpr;
  readonly offset?: DurationExpr;
  readonly at?: At;
}

/** A function's call; its name is one of `functions`. */
export interface Call {
  readonly kind: "call";
  readonly position: Position;
  readonly name: string;
  readonly args: readonly Expr[];
}

/** An aggregation of an instant vector: `sum by (job) (expr)`, `topk(5, expr)`. */
export interface Aggregation {
  readonly kind: "aggregation";
  readonly position: Position;
  /** Lower case: `sum`, `topk`. */
  readonly operator: string;
  readonly grouping?: { readonly kind: "by" | "without"; readonly labels: readonly string[] };
  /** `k` of `topk`, `φ` of `quantile`, the label of `count_values`. */
  readonly parameter?: Expr;
  readonly expr: Expr;
}

/** An operator between two expressions, with the way in which it pairs series. */
export interface Binary {
  readonly kind: "binary";
  readonly position: Position;
  /** Lower case. */
  readonly operator: string;
  /** From the operator to the last of its modifiers; absent where the expression was not read from a text. */
  readonly operatorPosition?: Position;
  readonly bool: boolean;
  readonly matching?: {
    readonly kind: "on" | "ignoring";
    readonly labels: readonly string[];
    readonly group?: { readonly side: "left" | "right"; readonly labels: readonly string[] };
  };
  /** What stands in for a missing partner on either side. */
  readonly fill?: { readonly left?: number; readonly right?: number };
  readonly left: Expr;
  readonly right: Expr;
}

/** A signed expression. */
export interface Unary {
  readonly kind: "unary";
  readonly position: Position;
  readonly operator: "+" | "-";
  readonly operand: Expr;
}

/** A parenthesised expression; kept so that a query prints as it was written. */
export interface Paren {
  readonly kind: "paren";
  readonly position: Position;
  readonly expr: Expr;
}

/** A PromQL expression. */
export type Expr =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Call
  | Aggregation
  | Binary
  | Unary
  | Paren;

/** The expressions directly inside, in the order of the text. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "number":
    case "string":
    case "selector":
      return [];
    case "matrix":
      return [expr.selector];
    case "subquery":
    case "paren":
      return [expr.expr];
    case "call":
      return expr.args;
    case "aggregation":
      return expr.parameter === undefined ? [expr.expr] : [expr.parameter, expr.expr];
    case "binary":
      return [expr.left, expr.right];
    case "unary":
      return [expr.operand];
  }
}

/** The expression without the parentheses around it. */
export function withoutParens(expr: Expr): Expr {
  return expr.kind === "paren" ? withoutParens(expr.expr) : expr;
}
