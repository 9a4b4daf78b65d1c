/** What one expression can be. Of each kind a value may also be null: there is none. */
export type ValueType = 'number' | 'text' | 'boolean' | 'null';

/** An expression as it was read. */
export type Node =
  | {
      readonly kind: 'literal';
      readonly type: ValueType;
      readonly value: number | string | boolean | null;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'name'; readonly name: string; readonly from: number; readonly to: number }
  | {
      readonly kind: 'unary';
      readonly operator: string;
      readonly operand: Node;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Node;
      readonly right: Node;
      readonly from: number;
      readonly to: number;
    };
