# A Cox model of simulated patients and its curves: Rscript survfit.R REGISTRY.csv RESULT.csv
library(survival)

paths <- commandArgs(trailingOnly = TRUE)
registry <- read.csv(paths[1])
control <- coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 100)
model <- Surv(months, died) ~ age_years + local_recurrence + several
fit <- coxph(model, data = registry, ties = "efron", control = control)

patients <- data.frame(
  age_years = c(50, 20, 75), local_recurrence = c(0, 0, 1), several = c(0, 1, 1)
)
# ctype = 1 is Breslow's baseline; the standard error is that of log(-log(S)).
curves <- summary(survfit(fit, patients, ctype = 1), times = c(12, 36, 60))
rows <- function(what, values) data.frame(what = what, value = sprintf("%.12f", values))
result <- rbind(
  rows("coefficient", coef(fit)),
  rows("standard_error", sqrt(diag(vcov(fit)))),
  rows("likelihood_ratio", 2 * diff(fit$loglik)),
  rows("survival", t(curves$surv)),
  rows("log_log_se", t(curves$std.err / (curves$surv * abs(log(curves$surv)))))
)
write.csv(result, paths[2], row.names = FALSE, quote = FALSE)
