# Fits every published row to one pseudo-cohort: Rscript coxph.R COHORT.csv RESULT.csv
library(survival)

adjusted <- c("dfi_gt12", "local_recurrence", "nodules_ge2")
paths <- commandArgs(trailingOnly = TRUE)
cohort <- read.csv(paths[1])
control <- coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 100)

fit_rows <- function(names, is_adjusted) {
  model <- reformulate(names, response = "Surv(months, died)")
  fit <- coxph(model, data = cohort, ties = "efron", na.action = na.omit, control = control)
  data.frame(
    name = names,
    adjusted = is_adjusted,
    n = fit$n,
    log_hazard_ratio = sprintf("%.12f", coef(fit)),
    standard_error = sprintf("%.12f", sqrt(diag(vcov(fit))))
  )
}

single <- lapply(setdiff(names(cohort), c("months", "died")), fit_rows, is_adjusted = 0)
rows <- do.call(rbind, c(single, list(fit_rows(adjusted, is_adjusted = 1))))
write.csv(rows, paths[2], row.names = FALSE, quote = FALSE)
