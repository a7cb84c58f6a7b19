/** `nach` verlangt den Dativ: nach 5 Jahren. */
export const nach = (after: string): string => `nach ${after.replace(/(Jahre|Monate)$/, "$1n")}`;
