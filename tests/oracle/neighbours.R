# Makes neighbours.json, one panel a line. Run in this folder: Rscript neighbours.R
suppressMessages({library(metafor);library(jsonlite)})
tight <- list(threshold=1e-12,maxiter=10000)
cases <- list(k2=list(c(.2,.9),c(.1,.3)),equal=list(c(1.2,1.2,1.2),c(.05,.3,.1)),hugetau=list(c(-40,0,35,-12,60,3),c(.01,.02,.01,.05,.02,.3)),onebig=list(c(.5,1.5,2,.1),c(1e-6,.3,.2,.4)),tiny=list(c(.5,.500001,.5),c(1e-8,1e-8,1e-8)),k2same=list(c(.7,.7),c(.1,.1)),big=list(c(1e4,1e4+1,1e4+3),c(.5,.4,.9)),k1=list(c(2),c(.5)),spread=list(c(0,1,2,3,4,5,6,7),c(1e-4,1,1e-2,10,1e-3,.1,5,.5)))
out <- list()
for (n in names(cases)) for (m in c("DL","PM","REML","FE")) for (t in c("z","knha","adhoc")) {
 yi<-cases[[n]][[1]]; vi<-cases[[n]][[2]]
 ctl <- switch(m, DL=list(), FE=list(), PM=list(tol=1e-14,maxiter=10000), REML=tight)
 f <- try(suppressWarnings(rma(yi,vi,method=m,test=t,control=ctl)),silent=TRUE); if (inherits(f,"try-error")) {cat("err",n,m,t,"\n");next}
 p<-predict(f); b<-try(suppressWarnings(blup(f)),silent=TRUE)
 out[[length(out)+1]]<-list(case=n,yi=I(yi),vi=I(vi),method=m,test=t,tau2=f$tau2,mu=as.numeric(f$b),se=f$se,ci=c(f$ci.lb,f$ci.ub),pi=c(p$pi.lb,p$pi.ub),Q=f$QE,Qp=f$QEp,I2=f$I2,H2=f$H2,blup=I(if(inherits(b,"try-error"))NULL else b$pred),blup_se=I(if(inherits(b,"try-error"))NULL else b$se))
}
lines <- vapply(out,toJSON,"",digits=NA,auto_unbox=TRUE,na="null",null="null")
made <- toJSON(list(R=R.version.string,metafor=as.character(packageVersion("metafor"))),auto_unbox=TRUE)
writeLines(c(paste0('{"made_with": ',made,','),'"panels": [',paste(lines,collapse=",\n"),"]}"),"neighbours.json")
