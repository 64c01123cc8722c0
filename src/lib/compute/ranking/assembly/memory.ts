/** Where the memory starts that the caller may lay out, bytes. */
export function heapBase(): usize {
  return __heap_base;
}
