const RIGHT_TO_LEFT =
  /^\P{L}*[\p{sc=Adlam}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Nko}\p{sc=Syriac}\p{sc=Thaana}]/u;

/**
 * The direction in which a text reads, by its first letter: for an element that cuts what it has no room
 * for. Of a text from right to left that must be the left, or its beginning would not be seen.
 */
export function directionOf(text: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(text) ? 'rtl' : 'ltr';
}
