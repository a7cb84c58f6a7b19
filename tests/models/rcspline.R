# Columns of restricted cubic splines: Rscript rcspline.R RESULT.csv
library(Hmisc)

values <- c(0, 0.5, 1, 2.5, 3, 5, 6, 9, 12, 17.5, 20, 24, 36, 40, 47, 60, 80, 120, 600)
knots <- list(
  c(1, 6, 24),
  c(0.5, 3, 12, 40),
  c(1, 2.5, 6, 17.5, 60),
  c(2, 5, 9, 20, 36, 80)
)

rows <- list()
for (k in knots) {
  columns <- rcspline.eval(values, knots = k, inclx = FALSE, norm = 2)
  for (j in seq_len(ncol(columns))) {
    rows[[length(rows) + 1]] <- data.frame(
      knots = paste(k, collapse = " "),
      number = j,
      value = values,
      column = sprintf("%.15g", columns[, j])
    )
  }
}
write.csv(do.call(rbind, rows), commandArgs(trailingOnly = TRUE)[1], row.names = FALSE, quote = FALSE)
