# Makes estimation.json (laid out afterwards, one panel a line). Run in this folder: Rscript estimation.R
suppressMessages({library(metafor);library(survey);library(survival);library(jsonlite)})
set.seed(20)
tight <- list(threshold=1e-12,maxiter=10000)
panels <- list()
for (k in c(2,3,4,6,9,20)) for (tau in c(0,.4,1.5)) {
  vi <- round(exp(runif(k,log(.01),log(.8))),4); yi <- round(rnorm(k,.7,sqrt(vi+tau^2)),4)
  for (m in c("DL","PM","REML")) {
    ctl <- switch(m, DL=list(), PM=list(tol=1e-14,maxiter=10000), REML=tight)
    f <- try(rma(yi,vi,method=m,test="adhoc",control=ctl),silent=TRUE); if (inherits(f,"try-error")) next
    p <- predict(f); b <- blup(f); ci <- confint(f,control=c(ctl[setdiff(names(ctl),"tol")],list(tol=1e-13)))$random["tau^2",]
    panels[[length(panels)+1]] <- list(yi=I(yi),vi=I(vi),method=m,tau2=f$tau2,mu=as.numeric(f$b),se=f$se,ci=c(f$ci.lb,f$ci.ub),pi=c(p$pi.lb,p$pi.ub),Q=f$QE,I2=f$I2,H2=f$H2,blup=I(b$pred),tau2_ci=c(ci[["ci.lb"]],ci[["ci.ub"]]))
  }
}
e <- function(...) { x <- escalc(...); list(yi=as.numeric(x$yi), vi=as.numeric(x$vi)) }
ai <- c(0,5,3,10); n1 <- c(10,10,3,20); ci <- c(3,2,1,10); n2 <- c(12,12,12,20)
effects <- list(PLO=e("PLO",xi=ai,ni=n1),PR=e("PR",xi=ai,ni=n1),IRLN=e("IRLN",xi=ai,ti=n1*100),OR=e("OR",ai=ai,n1i=n1,ci=ci,n2i=n2),RR=e("RR",ai=ai,n1i=n1,ci=ci,n2i=n2),RD=e("RD",ai=ai,n1i=n1,ci=ci,n2i=n2),
 IRR=e("IRR",x1i=ai,t1i=n1,x2i=ci,t2i=n2),MD=e("MD",m1i=c(70,65),sd1i=c(10,12),n1i=c(20,30),m2i=c(60,66),sd2i=c(11,9),n2i=c(25,28)),all=e("PLO",xi=ai,ni=n1,to="all"))
f <- rma(yi,vi,data=escalc(measure="RR",ai=tpos,bi=tneg,ci=cpos,di=cneg,data=dat.bcg),control=tight)
exact_q <- as.numeric(confint(f,control=list(tol=1e-13))$random["tau^2",c("ci.lb","ci.ub")])
x <- dat.bcg$ablat
regs <- lapply(c("z","knha","adhoc"),function(t){g<-rma(f$yi,f$vi,mods=~x,test=t,control=tight);list(test=t,tau2=g$tau2,b=as.numeric(g$b),se=as.numeric(g$se),p=as.numeric(g$pval),lb=as.numeric(g$ci.lb),ub=as.numeric(g$ci.ub),Q=g$QE,Qp=g$QEp)})
l <- leave1out(rma(f$yi,f$vi,method="DL"))
loo <- list(mu=as.numeric(l$estimate),se=as.numeric(l$se),tau2=as.numeric(l$tau2))
g <- rma.glmm(measure="IRLN",xi=c(3,9,1,14,6),ti=c(1000,1500,900,2500,3000)); glmm <- list(tau2=g$tau2,mu=as.numeric(g$b),se=g$se)
w <- c(1,1,2,2,2,3,3,9,12,2); d <- svydesign(ids=~1,weights=w,data=data.frame(z=1:10)); tw <- weights(trimWeights(d,upper=6,strict=TRUE))
km <- function(t,ev) as.numeric(summary(survfit(Surv(t,ev)~1))$table["median"])
kms <- list(even=km(c(41,55,62,38,120,77,49,300,58,300,210,95),c(1,1,1,1,1,1,1,0,1,0,1,1)),odd=km(c(5,7,9,9,20),c(1,1,1,0,1)),ties=km(c(5,5,5,8,8,30,30),c(1,1,1,1,0,0,0)))
st <- rep(1:3,each=4); tt <- c(10,20,15,60,30,31,60,60,12,14,19,25); ev <- c(1,1,1,0,1,1,0,0,1,1,1,1)
cens <- lapply(1:3,function(i){s<-survreg(Surv(tt[st==i],ev[st==i])~1,dist="lognormal",control=survreg.control(rel.tolerance=1e-13,maxiter=500));c(as.numeric(coef(s)),vcov(s)[1,1],s$scale)})
binom <- mapply(function(a,b,l) binom.test(a,b,conf.level=l)$conf.int, c(1,7,0), c(5,30,12), c(.9,.99,.8))
out <- list(made_with=list(R=R.version.string,metafor=as.character(packageVersion("metafor")),survey=as.character(packageVersion("survey")),survival=as.character(packageVersion("survival"))),
 panels=panels,effects=effects,exact_q=exact_q,bcg=list(yi=as.numeric(f$yi),vi=as.numeric(f$vi),ablat=x),regressions=regs,leave_one_out=loo,glmm_rates=glmm,trimmed=tw,kaplan_meier=kms,censored=cens,binomial=t(binom))
writeLines(toJSON(out,digits=NA,auto_unbox=TRUE,pretty=FALSE,na="null"),"estimation.json")
