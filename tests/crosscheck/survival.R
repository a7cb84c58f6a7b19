# Answers of R's `survival` on one table: Rscript --vanilla survival.R TABLE.csv ANSWERS.csv
# TABLE.csv: time, event (0, 1), group, cause (0, 1, ...), then the columns of the Cox model.
# ANSWERS.csv: quantity, position, value.
library(survival)
paths <- commandArgs(trailingOnly = TRUE)
d <- read.csv(paths[1], check.names = FALSE)
x <- as.matrix(d[, -(1:4), drop = FALSE])

answers <- list()
answer <- function(quantity, values) {
  answers[[length(answers) + 1]] <<- data.frame(
    quantity = quantity, position = seq_along(values), value = sprintf("%.17g", values)
  )
}

fit <- coxph(Surv(time, event) ~ x, data = d, ties = "efron", x = TRUE,
             control = coxph.control(eps = 1e-12, toler.chol = 1e-15, iter.max = 100))
answer("coefficient", coef(fit))
answer("standard error", sqrt(diag(vcov(fit))))
answer("log likelihood", fit$loglik)

# terms = FALSE: one test for each column of the matrix.
for (transform in c("km", "identity")) {
  test <- cox.zph(fit, transform = transform, terms = FALSE)$table
  answer(paste("Schoenfeld", transform), test[, "chisq"])
}

at <- sort(unique(d$time))
for (row in c(1, nrow(d))) {
  # S(t) = exp(-H0(t) exp(x beta)), H0 by Breslow
  curve <- survfit(fit, newdata = list(x = x[row, , drop = FALSE]), stype = 2, ctype = 1,
                   se.fit = FALSE)
  answer("survival, Breslow baseline", summary(curve, times = at, extend = TRUE)$surv)
}

km <- survfit(Surv(time, event) ~ 1, data = d, conf.type = "log-log")
told <- summary(km, times = at, extend = TRUE)
answer("Kaplan-Meier", told$surv)
within <- told$surv > 0 & told$surv < 1
answer("Kaplan-Meier limits", ifelse(within, told$lower, NA))
answer("log-rank", survdiff(Surv(time, event) ~ group, data = d)$chisq)

if (max(d$cause) > 1) {
  by_cause <- survfit(Surv(time, factor(cause)) ~ 1, data = d)
  told <- summary(by_cause, times = at, extend = TRUE)$pstate
  answer("Aalen-Johansen", as.vector(told[, -1]))
}

write.csv(do.call(rbind, answers), paths[2], row.names = FALSE)
cat(as.character(getRversion()), as.character(packageVersion("survival")), "\n")
