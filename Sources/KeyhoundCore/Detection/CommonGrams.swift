import CByteSearch

/// Which four bytes stand together how often in source code and prose.
///
/// The list was counted in 37 MB of twenty-eight public projects in as many languages and formats, as the table of `byte_search_grams` sees them: bytes
/// that it takes for one another are written as one, so that a space may be a backquote and a `-` an `m`. What was counted is not kept.
enum CommonGrams {
  /// How many of four billion places in a text have a gram that is not in the list.
  private static let least = 5

  /// What it costs to look for `gram`: the more, the commoner it is.
  static func cost(of gram: Gram) -> Int {
    var cost = 0
    gram.forEachBit { cost += max(least, Int(weights[$0])) }
    return cost
  }

  /// For every bit of the table, how common the grams are that share it; 0 when they are not in the list.
  private static let weights: [UInt16] = {
    var weights = [UInt16](repeating: 0, count: Gram.bitCount)
    list.withUTF8Buffer { text in
      for rank in 0..<(text.count + 1) / 5 {
        let four = (0..<4).reduce(0 as UInt32) { $0 | UInt32(text[5 * rank + $1]) << UInt32(8 * $1) }
        weights[Gram.bit(of: four)] = weight(ofRank: rank)
      }
    }
    return weights
  }()

  /// How common a gram is falls with its rank nearly like this.
  private static func weight(ofRank rank: Int) -> UInt16 { UInt16((1 << 20) / (rank + 300)) }

  /// Commonest first.
  private static let list: StaticString = """
    `` ` b` ` rj ` tiof dj ` `the the` bj ` `j ` `tig `` b `cof test `{*` fame `on` `ng` bi)a ring `` a bonf dm-e rtra retu `err
    f`t` dtur turf port `to` `ret fj ` `{*a date bont `is` `if` `i)a `` s rj)a `ent `sed riof `` g `tha `str requ `ons `` c `` u
    trif `ttp data `ut` `for dent rsig trn` relf `and type tj ` `` r ``re fnfa ``{b `` e rror drrg dnta tser btig `ble `` d `in`
    for` `tes `res `def fcoe fore d`t` `` f file ffig rerv `use func this dj)a dque frt` dpor `nd` `cat `` t `htt ptig dief pues
    d`if blie d`re r`t` fit` rata `` p fnte `z=` ``if `mpg `te` para `thu vit` docc ttps `j)a bode thub d`=` valu `lue `rae r`=`
    rtat d`cg resp drsa `req `of` vers tpsr `sta ``}b dnt` rz/g ps:g `int dlff ther fkef `prg fnse ting `ubf pat` `}*b ``cg `par
    fot` `nae `cla rser bomg `not `j*` d`er bons `th` `me` time rpof dspg fter rj*` dsta defa dqua d`tg text drr` bncg `tee `as`
    fcof `dat `sse ``de rert pons ``se bata froe `vad bz b brea dist `nte dssa tnc` fsta `met `} f `} s ``/g ted` drva fgit vice
    der` `nid rtif `wit fres tb.c fuld funt `coe `ll` bouf ding base bome `you `i*` reat bsof `ass bomp rvic `z*` t`=` fstr vj `
    `o/` bess tbla red` bi}b fnta thef dete `ted `nge d`st t}=u `fid true fnst bect ``t` dat` bimp dpla `ver dter `aut ``#` bl*`
    tthe drat blic f`if `cta rom` `mes fl g `ald `der pubd rage `new feat faud `fuf dst` d`of fget toke `at` `nt` `ser buid `ult
    `be` `set dfau `cha tild fpta tent `ndd `l s dnts terf d`{b `app `cef ``*` temp fst` ro/g `cre `ona `cod dcta ftep f`re dcof
    f`cg d`se `red foga `typ `}*` dice det` fns` dess thht ftef `che de:` b}*b fcke ``-` def` d`wa `ost ter` tj*` fver `ers r`if
    dple `keq `onb d`pa ``as dct` resg `ire `i*a `get `tor `or` `ce` ded` drve dmef `}*a `s a rcra r`tg `mpd read `eld fnne bl b
    trat r`{b dass `ngs fect ror` `onf ferr `nst dd a fper `se` `lic ress rour fdle fint `tru db:` faut repg tire dntf trce furc
    rame that re a d`af pacc r`re bate `re` d`fa tata d`na fse` dnse d`fg puir dner `mer blas vcof pass bept frma fied r`:u `},b
    rver `frg `imp `t,` tl*` pp0p `ssa fals `ge` bred t`cg rent tica bc#c `ins fnec ds a `nfg bfuf `lse rele de,` fera rmat bald
    ble` `o/g r` ` `one dl*` `it` bhaf taif fing figu fo/` ftic ret` fina ``pa d`la vnae `tc` dect `e s `lef dd t rt g puer fded
    `opt `ccg tnct tj*a `ond `ste dade biif bens `med `pub tiad pou` `whe bcou `a=` fcta `gur drs` frou `i;b `rec f`er r`cg `n a
    few` `ref fil` fo t dthg `add `fic `ngf dica fl*` doad fal` fone fer` `cka tifa ``pr `caf d`0p dder `gef `fie t`na plat `ssu
    dode tes` r`af `acc `an` fica f`se `le` thod vord t`se `nad vorc rsag bces `cce `j*a terq ddef `nde `ema rate rigf rtaf pect
    `but fene t`re fn a fser dcre `n t bj*` bo/` `en` bire ftaa dic` drra des` fcod deta fder `e c `log `}>` `ine `onw dxte `var
    `exp d`us recg dmpd v~~v `are tabd dcte fid` prop `ead `i)b d`ad bert `nce `cad pter bage btor `}=` `e d r`a` t`t` dine dnae
    `fad bkag dlow `} b tesg daid fmma `tab berf rpec bjec resu fet` r`ng bryp prif rypt `m>` dncg dlec rche `ter pj ` `tew drsb
    `s f rite bmsg d`de `end `i*b `ere bted ``fa fset fetw tl*a `pif `{*b fcla bi)u dler `tie `e f bc#` vala ff t tse` rter b`*`
    fde` bi)r fr a rsue dmaa `b"b fthe `nof tj)a vent dr t rede fund vhef de a d`is rz*` f`a` ffea `ngb ``st ppor ftia dfor bcof
    d`ng plic ds t `bas fnad fode fntr fdep `ppd `ssw `wid `nvg drma f`=` b``` fdef ppec dstf `isf ``pu fg t r`of t`if dxpe rcof
    fact `ges de u t`{b bey` ppe` d`pr puad dxce `pat drta fvoc rect `rta bz s drna bj#c bacc voke dz*` `e a fj*` d`da rwor `j)u
    pdat `ve` rted fg a pend `fif pcep dntr fgif de t rult bhec `ecc rswg fura bjfu byte `i}b `lid `pra dsud fner res` ri*a rume
    diss post ffid tj*f dj*` ban` `rgs bnep `rep dr,` dver re t fpef `tus tpda fn t `ise ``ef `ss` fute `i s dd b d`ma rm*` rer`
    dpta dl e tatu dl f ppla rtre di*` `ght `tmd dnde ders `doc deng dr a `rea `pac ``*b `f e plug `ruf `ner vild ffor fapa ```b
    `apa part daif fut` `vat rout brip ript d`va `llq df.w `ngd `} e bhee r`fa fker bl*a f`af rn f torq bb"b `jsg bj)a `sec b` e
    drt` due` ttif prov rr r `by` ft a rb:` `ree tate ryst dn*` var` pl p dvef to t rest doca rtee `lle `i)u roup bj*c fg,` rtru
    ``va rjie ters remg rint `ces dmaf pinv topa rize fned tthg flag vate `onr d`a` `ang `mod tl e `rse ftrg `map b` u ``fg rtor
    dsou tal` r`st pste rref t`tg `lif b` c dand `que pere `pre `} c fj*b `thr rtar trib `meu riva `ala fcre dnte p`=` bket pars
    `} g flue priv fur` rega fhte tgif darc `ong dss` `l*` dres fbje duga d`be fnaf dref ver` fi*` desc drsg traf dber `lis tart
    pera fdif fdes den` `e ` `exa `ora r`!u fcad tere `out d`ca `tic rt a `meg `nga ribu rt s `` v bret rtr` dl a rjsg `tra ``=`
    ``"b `shg pres fced to a `t a vrit d`ep tive `} p fuse btes fsit `llg fist darq trod dl t truc fvad `mea ruct bona rova fmpa
    tore rers `nda f`ng bust tlt` ree` fces dfer `f ` dout ti s fre` rsjs `ela thor `meb rett bloc `` w dl b recr dast dpar dctg
    rts` `j/b dtta fgt` `st` dlif fine r`se `ded fsig f`tg `l*a ture dele ptef dstr db,` bube vide bj)b rr a rned `pas `org dsts
    f`be `er` tre` fts` vera `ppe fr t rpra dxt` dpos t`ne dscr `} d dowf bi*` dmif d`me trac rans f`fa fold `e e drif trea rese
    t`of rope tter `dis dpre r`fg `see ract fstg bz t ftif rmis dnge bker r`tr `per dule ft,` dse` `we` rerf fes` tnde ppef fed`
    tstr dogg derf `tte dstw ptes d``` pamp dxae dly` `es` dlet `has dnsa ds,` rues `ntg rt c fpar bond rupp dtra dndb `nit `ext
    pref dcod fsed r`te `lte f`ad bodq d_cg fprg rpac dust `{-b ber` tsed dlse `reg t`ma bolu dr u `e r fvid `cer r`is te a ds u
    t`wa dumf ``la bhad fsef `ngu dhtd ft)` dcla rnad `ope f`yg fnlq vant fin` `e p rhou bood fpic rnae `bre bb*` fce` tald rb,`
    t`ca d`ta `pos ``}d `ina tch` dmpt `oud tmef `} a dz b d`fu runf `iif ri s re,` be a fr e drne deas `rou f`of t`st dd f `mef
    bore tld` dnd` trre dm*` ti*` fn*` `des burr posa dit` `i)s bi*a thre dstb belg dnce fabd d`bq `lde view ram` d`cd b` d ``ma
    fent `nse bute `i}d `rc` reae bope rams dues dved dntw fb,` d_re vpat drtf `les frgf `dma poif `sys fere pour `nts pace bj*b
    fnsg dmar faid f`us ftra fc ` `ch` dlef `r,` dage peca d`or `zat bac` rn s ping re*` `mag fsue dite dl s `ta` dspa bled `itf
    `j*c `} t rl r bhtt bc:` fn,` `})b fs a fne` `{}b re s dang `n e find tppg `spe pyte `l a fadd dl r `bua bi)t doma `els decg
    `ses `sup role rt b dntd `j}b rr)b f`is fnif terd derr d`ef fi;b befg dste dh)b `bcg fig` rocc `sub fger dodu forg fdud `cas
    fnsf fota dsga tsif `d b b` a dake `nsa ft f dire `ncg ftes dser ttid `t b ddre free dase `toc r`wa `bif dera b` b dl d t`is
    r`"s `anq dgis ``wa dcur ti*b d` ` `teg bava `arg fetc fn s `scg ``af fdat fput `plu r} f f`pa fiss f`st d`as ``dg f`de `waf
    `pxp rald tera fnae fkne dita pper proc `inf `dd` fd a btyp `eve ``*g ``)b tncg t`or dnab re f facc dove tnne `mar `nne rt,`
    `stg df,` rtit `act d`c` `sig fpts depe `sef `wha dz ` d`sa dofe `pta `vef ppes `rra ti*a fm/f rora tor` roce fn:` `ddr `hea
    `ke` `bed b` t fata r`ad fexg bj b `nee tstg `dt` `usa rend `ler flle dict bord rueb `f a r`ep ``us fref de c rl*` frea ftat
    `s t d`dg ``tg th)b `mit deve drrb tnfa `dep dcif dsgs bo*` dl c `ndg rgid dlfd `lla fext `bog do*` fnew tr b rhar btiv bi/g
    fn u fn c ds:` r`pa bi)s di*a `ave `gif thrg `haf fo a d{*` `a s rgst de ` t`fg dre` fduc tric `ned dd u ``te dfif thed fck`
    ttes fn g ``ep fn ` `ite fouf `ger tpyt fr s `ctp `n s fn.b fote fge` `und bupq ti;b te t dags r`"b denc ft t fnsu bfrg tita
    vtyp `obb de s `i)r d`sg d`ha rync rtad bj/g t`pa r`ar f`ge tntg d`ap floc datc `s e `nta `exc dana temf dose `} r fncd fjsg
    `onu f`na `_,` dstg fly` fteg rets rodu `n b ds.b be.c reda `e g bj-` dest rz s `urd rcop ri*` ts t db,b `mac terr dl g fmef
    beys `hos dseb ritq frde blos `tea frat fpra `upd `cke `ing d`op drfa rncg dptq `p,` `nud r`us tic` boif tlta r`ma ben` fels
    recu tmma dina rtoe deaf rr*a ``da dr s prod fses `e t deme desp rors d`te `ind p`t` dlot ds f rn t verr bind tens ``-v flic
    bjms prot frir b`if ``}a tage ``/b flde ts a rera `ne` tora dkeq dry` docs `dob `fea fjec pert f`pr floa pist fn f flog `o*b
    `l,` tanc `hav ``ca refe b`t` di s dima f`fg vind re e rig` `n g dl p r`de bing fnre `ttr rfac rold dxis dinc rt t five dd,`
    f`wa bj#r `sha dg,` fncg dr(a fers freq vkeq rstr dnke rtic fl s dtha rder fi:b `ntd bifa deou tnae d`cr fb:` de*` dpef ``cd
    `npu racc r`er `d,` bcla rl b dlfa dts` ries r`la ``"d r`pr ftyp r} s vara `syf trns d`w` t`ng fg.t ddit face b` g dn a dmov
    `als `ctg ``ta pp,` fapp t`{u drla fnme t`cd tgre dn*b ppeb ride fmpg rraq tnna rn*` dore t` ` rang `t t prob dnda `bde deva
    dd.b `s s dd e `f t dled `tur `ed` f`ma dset tst` tcof `jte brib `git `gra ftie `row d`su rn e bthe tj}b detr rs a fdoc `sc`
    ``js fmaa vapa pl*` f`te d`ac ft u `ck` vver rj)u ribe bdef rb,b rolv tres dntb dy a fumb bres rt f doga rt u rone ds ` fg `
    to b run` rnif `ria dper re u `m*` vfid frkf t`fa bl e `tad dj)u d`ne dcoe `a c d`yg de g `tar `abd dida pped dena fnef dntg
    futa `loc fpat bj`` dj-b bes` `de` p~*` `lab retr dlia rtgr void f`ep dd g ff a fg s `dda d`bu dngt fd t vreq `bef rued fj/g
    ``is th t ffer r`ca ft s `ty` t`*t dhse fanf `cur tmbe `enc bolg ttpu fr)` rnge tint bi*b `j-` to c `moc di;b de=b tb,` fnda
    puld `i)f tste `tif futp dlea dprg fix` roke dd s `teb dxpg fred renc fn:b `nue ``ng d`it ds:b re c trl` `e b `s b fp.p dtad
    fild dere `mew `tef dapp te,` ``ed ftad tput fn*b fr ` vait `}*u `ncd `c c frte `n c refu blud drsf tb,b ft e flve `}}b `led
    bles `c f fs u d`lg disa d`"b `nva dpat fnsb `raf `c s rnre fcrq ``"c fz g root dowe dcor broc dtyp ratg fht` ffff `tep fg g
    feed dz g b`te rl a rows bi)b dmbe ving tnt` rorf de f ttpr re g fj)a `gne rj}b dabe fm/c dz s pare dote to s tant dr g bt s
    `a f ritg d`au dl3r v`{b `elp rg,` fdeb repd bhed tte` dr:` f`la tb:` f` ` ron` frit fpyr fspr `she d`ar vres ``tr tner `por
    rita rome `iss fs t t`de dace dtie d~*` tedw dy,` d_na d`mg `voa drtw dong dmit pb,b ``ad rt e `l(t tmer d`tq `ile frae `tec
    flor bj#` `bac dsed `ryv ft:b fclg pl e rabd ``w` tb*` fr c `ny` `i,` bl f r`ie `dif fout dsod bstr dlat `tas rlab `llb rz `
    `fod vher te*` dxec bnae fg c plac rn a ds2f `pi` `rst `nat frep `ila fate ferf `{}s dn t tj*g `nod `let tlts fnot b`cg t{*`
    d`tr r`{u fmod `j*b roje f`{b deda fn w `n*b tl s rl s dac` `ts` pl b rucc `fip rt ` frts blus `ngw `ic` `mat `lsg fclu `ze`
    b` f `gng tree dude fsec ``sq varg `nes fage `kub `msg d`"g `inc p`of dpoa flow ri*b tcce docu `wor dpof beyw dabd `thg fl e
    `sif px0p dncr tl b ``|` dvad dr.b `sts page t`af `fac `nfa bopq r`da tct` buse t~ s p}(` rofe filt fj*c fgs` fdow daut ple`
    ry>b d`ke fmme `php fbua firs ds g vuse d`pg tada `ove dgor fequ `s c ``"e rs t r`ht reac pb,` di*b ffir derb `s d bs/f `ls`
    freg bhar rl p fins fseb rn*b riab rafe f`it `giv rocg frgg dr r bjie fn_c val` r`s` d_pa bove d{cg baut dnva duce fcha ttpf
    `tiv dr*` fto` p`cg `dir rl e de e `gna `utg fd*b figf riza df.c fc t `att `l c `maf fald bal` `rge de)b de"r `cop p`if `i)t
    fn e rule `b{s rns` fnor bcrq tmlr fete blea `il` rz*b b`re bume rget df)r fcue dpt` fkeq bl p dle` `cew `f f fr:` dnga fcat
    `lit `soc `jup ``=v fora ``.a `sqd dh)` `anf ds s put` disc refr tood drtq `i ` `m f `l f b{{` ``"a fita `dev bala `thf `a d
    di:b tnta fb*b dr c vser dd w fgua vcod did` tl f dir` fnsa bjt` fs,` `i{b d`we ftoc `ns` fste fds` bj)r finw targ be t `c a
    vhic `ena fz*` `ppf fws` ft c `doe dnre dows `ntv t`ha fb,b `lea `n*` pone dult rr u t`be `ntf rt r ds*b fgle dr e dmcg `` q
    ``ap fged fire dmof rear fmtf frta fo c `s-v re(a dive rt.e bila tasc frd` thif bura fg u fwif daps derg rais dmot `wra tl r
    fg*` `ot` fffs `fmt `ry` ve a te s `tle fmet `gs` fgge rbef r``` r`ac ``au ```` dred ``me `buf d`uf rsed be s per` vtoc ttra
    plaf dt a dctf filb `ct` ``na f`dg `top `i)c dcts t`us fope df w `gew rcod te u `mee b`st rpar ffse tche tocg dxtr bl-b ``"t
    t`pr `a p fade `c t ronr t`ap vprg `s g visa f`da rce` `nsp tll` dxtf rj*a vare `nag de.b vaut fckf fure rue` fn r fn.g f`ef
    fcor `n ` ds/a rfor fz b pi*a f_cg `ngg ``c` f`=v fest tege bgit dad` ``ra de d dt u `s,` tted fo ` `dde tx,` dbac dr f ppif
    bkeq `oau fd*` ``ne titd r`va fllg vcla ds*` tems rure ddat dr.a vb,` f`(a tuid d`ve rh)b `bid `aaa t_cg ddif `byt t`ad b`se
    bn.` dded `vaf `i)e vdir th a rt.f d_if r`dg tl p f`va beyd pp0d twor ``er fm c `ppa dd*` fl a `pis bjde `gre `od` rotg bcep
    r} r `cac bb*b b{*` fneb trit dvis fg e pg,` r} c rnpa `waa rima fema refa bo*b rhef fmpd rerr `env ``ba fges to e dnht bi;b
    rt d dow` re r ds"r db)b roft `i,b `l b blou fdee fry` fe g `l e f`ca doud fand dwor fr f d`ba fo d blew dpid r}st drea rpla
    fdpg rnse pb:` `grg `} ` taba `bga dtwg re ` dowa dd c ft.a `d u bb,` ftsf rerw dl*a `s r ``sa finf tle` tota pecu `tag `s p
    ``mg `blg dt t to d fche `mif try` fruf dm-b `maq rnap `rt` fets d`"t `bla `rof `bra r`w` rhtd de(a `j)r f``` te,b fu c re{c
    fo e fn"r fad` p`{b trie rtef pe:` b}.f fe a feta demb `inv `x u teae `pig dcut `ld` to r t`dg dstd p`re tors `d:` d`fr ``-e
    fgef `osf be u d`ie `dic b`*b b` s `esb `nif `} u dapt dlas fb*` `fla ft r derd d`:u `f s fexp futf dd ` fg)` rs u ``ge fwne
    ditq fnet vurd dryf pthg d`2d pn0f rubs retw te:` ds(a vsta buta dig` frf` d`=u dger verq rela `bst reca `crg dtes bj)g `brg
    day` r`ap thof ribd ttig vfor `bma `geb dndp `l ` ``lg `al` frad tn0f fve` dreq dtc` bm-e reva beyb b`=` `ms` dtup f`<g prie
    ptr` fb)b bc s t`da `fy` bpif fth` r`"p `lgg `nep b`*a bm*` bena dedb `lir ``(s vinf pyt` `enq r`mg t`:u bpac dz t fweb tils
    `l g pz/g datu r{*a bina r`na rf(b `onc berr dnyu dnca fn)b p`tg ronb rt:` vise fg d dsse pnc` `t c re p ffae fgsf `her ft g
    ferd dize fe,` `bod tect fena fhtt `i-b f`c` tz ` t`ep done ft.c dr)` `naf fola v`pa `beb dcha vmod dr_a tthr ri;b rubb `clg
    pz*` bsta dns` rt_c drad rit` rj)r t`ra defe b``p t_pa pe,` ``+` fj b dlba fs:` pac` `old rhed `mic pile blef ft:` fuag ploa
    `got plee drte bend frre dr d dh*` rsif fume `sit d`0d rtep but` `raa `l p rouf dsef rj*b `bht fl r `mus tnpr tg,` ft ` t`va
    d`pd depd fstf dctw `laf buff ``su fl f rt p fi s dy u fhaf ddir fow` t`la tl a d`sc ds.a d`s` rhse pola dtre `no` t`ge fdew
    tz*` fz s `pla rres `faa `thd tp:g r`be `m a fmit `pyt fala f`ac dssf `ava fnge `n d `bte ts u roxq dd r ``he rs,` rtop `t.e
    pers dxpr fjoa rtna duse dplg ties `l t verf terw d`'s `ngr re.b fvir taid `sab ts,` fo s vl e bexp pois `t w blib pi;b tn"b
    fn p pnre d_fa d`"a `ide fmap dex` rstg `k b fs.p flis ro/w f`we fg p rn r `cor `taf rp,` `hed toma dxta fscr d`"e dlfr fn(a
    pt,` ``{e t`tr `pte re d fr d fpud t`ed plef ``pg db*` b`fa dis` bref bwar fo f r`me fwww tl g ``bg rama virg `})s `nre th*`
    fr p bm f `c v pena to ` blis r`or fg f vwwf ploq `a b ft b `cmd pnae `cus foww bi)f ds/e to p rncd bold f`cr d_se `arr `hre
    bite `q,` `m s tcer bros `f&` dise fmmg ft d be c fexa flef ``ht vstr dd d rl f d{*a d`rg df=b dmae dinf f`cd rcef pi*b ro/d
    debu `mor `pse fo g tus` proe thee bi}a tnit fd c t}"b fnid b` r varf ved` `ils r}(` rifa df:r roma dblg d`bg fol` `e u re:b
    dt.s dl u fbad `zed `dap dtaa rort dh)a fass dg:` `lsf r`"c `n u bm-` dwaq te g rofa dj}b dds` fret tpar `t d roac daie `deb
    r`"a fc(a fr r t`me rt*` bhef dctd d`ra `dec rl g ``"s `dof dz f ptra vsec rset ``"` r`c` d`ge prof r`ta bi)e dapa tvad `b"d
    d`he tthw fg*a btxd `cou tnre ruea fopt derw bias p`=v fe t dr.p fnpa t`ta rl t dueb does f`ha b`ng plet vner ``of dewg foce
    `rac `rs` farq dokf dt,` `bee `sou to u tedb `sh` t`su fm t thaf fd ` d`gg f`lg dr ` fwra d`*b d`"d dx/c ```t bprg tend rerg
    tffe rona r}*` theb dedw bcoe pokf f{*a t`nu teda r`fr ri:b fn d t`sa race flif ``le rz b r`pg f`au r`as dhos d~ p p`fg de.c
    digr fwn` `cts ditg `thb dd_a `now b`ad `fte `nis `net dabg re b tthf `i u dgra perf `cle doda ``=u bomb dura djav rn d ftit
    fe*` fe:b rap` fd s r`cd fesg `web `lew t`ar bh)` `l d bl s bent `t r rerb `ple fnsr bi,b `f q prig `inb dlds f`w` ft6t ffo`
    ds w `ced bget f`op dacc dnad `thw `f d `ima fsub `fir t`te dllg booc fic` `shb ftrq tb)b fr g rrid dtcg vset bi)p ``op disp
    bi)g `b*b fh"e `{ e vard `jie `nar thse bapp `dow `n r fr u desb `odf d`"s `r5v `i)` f{*` biva pens pl g r`ba bjcd rmif `lia
    fi*a de r dr)b ``"r tand dfip dorr fcer `rat dx/a `sae redb fr w f`le danc rics `a r `n p dot` ``"f fixe tnof `sca rs/c rive
    `det dap` fhea t`fr btha r`"d d`le flea vdat th u f} u ``cr bh a dfid pl s tbje rcha tllg dbug beja d`hg drse `sof flob fl c
    bed` fn_a `zer bies tnep ```s tesf `trq rj*e `s.c rp2r fg(a ts:` `bad biad dld` doba psec vcoe fier ven` `una te)b dz c dmad
    bere `alg dssw dy s damb `icg dlee `war tbyt dl ` bnow te f rosg `s u `ged rwit `do` rtoc fl b b` p r`"t dald `cte `ild dam`
    `ntb pood dtcd `sew `} q `i)d t`(b f`me patc dlpe dela `bpa re.` t}*` reve b`{b `fou fexc dtip `owf `std fnep d_id frs` dthe
    dlis fi*b p`de vvad dnsu `d a fnss tacc bers rn c dnid bout df t `stf `our `pip rs:` drre `t e repa ffra tenc `n_a ``or d`ru
    fnsp dsst rand ronf `j)c `vaa verw `e v bide ftha pt(a fnve `rew rece `rad ve t tred `ved fs:b `nng fl p fesf f_re f`ap f`bu
    dog` bi)c tnlg bj)c fsea dicr dnou `m c `|*` b`tg dt(b frsf ddis b`la dstc ``ar tj)u ffla r`ha rerd `l r fetb d`up `alw ds"d
    f`<s bifg bi"g fn.a r`ef f`ne dnip `h*` `n.f t} g dl w drep dhre dnif fdis vnlg pus` dure v`=` fn b `suc fn_d vint te_c d`at
    rtae rtie `ilu th,` thou terb rgs` fle` ft.b r`"e ppeg `rod `asq dan` rcla fetf t`pg `h)` dinu dz*b d`p` dnue dint bvad r_cg
    `ilg ``,` ``ke r`it be f ``ha bjif pts` `ptr dopt be p `llw pl q tl c `oef drid tamp b` w ``{` pi*` ds)b `a ` `ckg tnda t} b
    fetr r{*` rn p bhe` fotf ttyp fela bicg t}(` tosu th:` `n f rz e fque tl t ft(a beya fidc bhif rh*` ``sc vcre recd vhos bb,b
    fm g dm.g ``.f prev tz"g t`=u focg t_re ds e `awa fspe pipe ```a tid` `inp dr(b de_f rorb tndr fm/e fe u ray` darg `bng r`op
    to g rema be e ds.p dy t borr druf pl r fnea dike fted dxpa d`nu rh)` `a t `t s tfor rt_f f`ta `id` d`ht drop rt(a fd r ```c
    frm` bc a rifq fwnd r`lg tth` tedr dias rz a dare dema fme` `mid roca te c reme fgre f`tr `c e dy f d`'r dd"r ffat `f c `}-b
    `a2u vrap `gcg r`"f `i/g dn u rraf `piw t~*` r`"v rhow `||` tbew r`"` pe"r phoe vert `jav rpor `i a dte` `i)g d`qu dd:` `ber
    ft*` r`fu f`sa `m g `alv tper fupd ddia dicc dxtd rote thes rhad dicq dn s rsha fg r fana `i:b `eme dncq `d(a dck` vcha rz c
    dadq `ntr `t ` fsof ftf` fdev ftlf datt bins fmar forc de p repr t{*a ppeu ``(b f`pg fs f verb dotf pted `dcg f`or phps plaq
    rt)` `bse dvie ```p figw `dva dnst ```e bflg ferw fojs pl f bug` df:` tem` thcg re:` fn.` ttoe dr b `ths retf bomf fada rb)b
    ds/s bonv tmn` `maa `btq fetg ptsf fg:` teme tgs` d`sp `l u f`as ft)b `z:` `| ` `ceb `lat rn b v`t` p`af rred d`ou d`"f re.e
    bi)d t`a` tjpa r} p rces dn ` tm*` bgrg braf rcew fp.q `ias fsod `q0p vhaf rses fe_a dhub ppea traa ttru p{*` retb fd e fdoe
    fnat `so` dr.e `d c frig fwed ``fu d`"c breq `rgu db:b tite fs s `s w dls` b``r be_c beef f`su frap bera `rog dmet bj/b vaid
    `exe rorr d`sq dspd rtac be.b ts s fb*e fh)b rl c rege dr.c bora fhos `sor bh)b d`'g fdy` tnd` trne `glg b`pa `ow` rgue ddhu
    plit d``f dsea dgef thea `c d `b,` d`id `h*a t} f dd p dels `|/s r`yg `nk` fuid `bep `l)b rtrq tln` fewr tnsp `zre `ppw `t.f
    `cea blaa fs g b`vg fsc` tegr fsts frtd fbcr rong `c g `g,` `itg tnse `lur be g tt.p d`ga `idd rnst de b rtrd fgfr pncr vpar
    fm a tesb redf dys` roau ``"p rave desg fd f `hif tt a rg.s r`{e fowf d`"p fthr frew `m>b tly` dso` bk(a fols bc c de,b p`:u
    d`pe folb `wif row` t`lg beyf riga `d*` bs/a fjfu `kew fo r tedf `loa rnpq tom` fodg drig pr2e `}=u `soe fstw `b:` tnma r`su
    tscg treq dl,` dz a dg*` bj*a tsee r`sg riad rn ` `ooc tltw ds c batc rtag tiva dctb frga f`pd tneq pl*a `abg rict d`1d fcie
    pmef titq desf ry.c digf `mud `ctf r`au frk` `mbd fups ``.b dadd vina bj*d tsue d`{u be{u `nds `pag fd g rkfd `phg rtsb re w
    drpr `d s rl w tede `enr `|su d`}u fpos d`cu dj b tala flat bser fn"d rgsa deft bhid tsta `ont `j t vl w d_fg drge dg,b ``ac
    ``ru driv r`"g `pod fmat `f r vidd terp th)` ptyb `scr t`c` be d reta ft_a frda fd d by t das` fraf t`cr `was fe:` `r u f_if
    t`le dvic fg,b tprg de:b reee fole ``a` bas` rore d_la dsha ttee reed beyr dbda fh)` payd rete dope `off `ese rh)f banf p_if
    ``)s `tev `d g r{<` fm/t `ylg be,` ft p rnla `rna `vie f`ie ppre `~}u fn/f `nc` frdw vlog `mig tl d fcia pmpr `d)b rg:` ```g
    `lib dma` re)b `r0r pes` `t:` ``:p bnsc r}bq d`"r rt)b ft3r f_na ``s` d_pr fesb b} u `lie tltf bhes ve c `|se `ldw r`"q dz r
    bdes fsew `j)d ferb `gnu bk a ds.` `c ` rt_a tses vtie r} e `i t `bda ranc fdna dssb re,b rz f rst` fdit dlog `f p drsd rtyp
    `asf ff c `gge `leb b`*g rl q ftsb del` tb.s `r b demg ts r ```d fama fdec t_na fte` d`'f de w f`fe `rig fudf tp.r `lre fckr
    `ndb duct `r0q `ate tt t d`pu berw `m ` fspg dars ``|b fm.g byou frie duta fs*` dv"d dane vapp vwit tsag pl a deep flaf beep
    dn(b dh)s d_ng ttor `sea ds)` fmes ``"g `a e tler vas` dame tcha de)` bl r `igf bopa `tia ``tq p`st bnot dtrq ``ve `ddw pser
    dwit di)b fe s bmvc frtf `ub` `|>` ru6r pyra dmap foau t}=` bpub `{ g f}*` `pp` d{*b rl u r`ge tnad fug` f_id `cs` `lof `bfa
    tnpa beld btx` `sir bj.f `j s dlsf rvad ``}` `rde `taa fj*t d`ce vebs dn:` r`ne dchg dede dnep bj*e fhre `spd p`is pi s tles
    fd,` tn*` f`mg figs `c r benc d_da d`3d pn0e `i)p tlld fpac ``<g pprg `nir doye bkmv `ade `jre fj*a `tet dwre fs)b rs g `b4t
    ``}e bapa feve fbas tics r} a be r fmpr df.a rtcg ds/g `tog fn)` `c p fiza frag ftof deds `b,b dtef fe ` tr,` `bec din` blaf
    rola d_st r{*b fcsf difa `sod `unc tipd diff `lve `nsf forw r`=u dr w benb bm a ``ie `nor rere rql` r},` t_id d`fe bfor basa
    bscr vins prec fr(b t~ g pcof `gee vere tv4` d}"d f`ve tuad `f g duea `{}a `nup p`wa `dre verd rmap fl t ``fe fhas fu e tnte
    `ctw by a fgra b`cd fbif fh*` dt_a rubd to f fs.b `gga tags vpas r`sa depa rgaf fsib t`os ``bu fats bpar ri e `m w blob pkeq
    fd p ped` dexp `lls dicg `mma bint ty"` fnap b`fg `its d`mu th.b rs c d}*` dg u `bpr `ctu de.e `gat bc t b`wa pcla `reb dntt
    fd u dcea fmfa `mip fo*g vfla `j)b raif `bus ts*` fmoc rooc fo.f fr,` fnce t`ba dead bjcg `m r bl g `gn` drsr dd.` dy:` `etc
    dq,` t`{` ftec rtyd pnne `clu pb`b rhif r_tg tmns tide dmbd t`as rj*c rs s ``pd ples p{st fitw f`:u ``sg dcip `jus `ntp d`'c
    beiv fl d tcta fz ` `l*u f`up r`}u dt g rnpr `p{s r`(g dy c pnge te d bo/b rhcg t}*b f`s` tpre t_da dlop retd didd fnsd tnts
    dard fite rb*` `m e fr(t dnc` dooc `zpa `ods ``fr dact `bou dd(a te(b `e.g fn_e t_se f`_w bher `nut desa dloc `ew` dexc fstd
    `ker `s ` datg tdfg `n.g fcks dn(a fiof drcg r`uf `bcr `g2p fp-p rdif resr vfac `isa `ord `bor d`_` `ale `oce freb bcod tegq
    fhtr fn(b b`:u `t u bcre bleb ```f ``uf `kne rl d t`mg ``rg fila rreq fw f t{*b rl*a pose `how dhea dgat dd_r tf(b dof` dvar
    fe c dr.s ds r fhed dted dext `aft bg,` tewa btra dt_c reas dz p bree dget r{ a b`+` te*b pe u bang fw t `i e b`de v`if `bot
    d`|` dxtb rj)t dhcg `ilw dms` ft/e `bna bl a bl c r{ c `ds` tntr fj-` r`i` v`ne dnds `ffe de(b rjcg te e be_a fftf torf fr b
    t`ja rarq `hst fg b drfg tb*a rmad blog vrep falg bsoc ruse ``qu bter `t f rz t `h{c r`1p ticg `ped fshg dd"d fj*f pp0t bim`
    `cfg dfou vlis rncr v}(` p`se tilf vget r`rg fake fsac bts` ftsg rs*` `m t fhse dtee ddcg frec rkeq thtt r`"r ``ga rant dmor
    dr p fdar dlew fmis fnds t`"b fr0r tup` f`sg tnst tbsc bonc dt e b`>u talf dhfa r`we pptg rrec d_ke fdrq dtst tuse rj*f d`ab
    f`ar `ist dn f bsea dy e fz t `swa duef baus `gus fotw `m-` rn g dada t_fa fd:` r} t d_ef resb dn c ft.d dz e fwse `kif padd
    boda rg.c te(s dn(p plea fup` brow `tot dt.e d`'a `saf dams f`uf ri)b fs.g r`|` fsha fg)b dr;b b}*` ds/r t`s` f`ru dxtw ff s
    fshe dj-e `j*t ``{u vid` tals vsir rara tyle te*a pp,b rs:b velg `ida fett f_da vidt drts ffif rse` `alr `esr pstr `jwt bkgr
    rnep `snq dt c bz f t`uf tequ tlef foid frce `njg ramp `evb rqlf t`sf dend fetd diag b}*p ford trlb dt_f dl v fo u `iwa dj#`
    de.s `ddd `dge vpre `sie `veb rt"d bz*` barg ``ce ftid re*b fe f ry s vena dria `ous datf reef ppta fn*a ds d ttha r`bu beyu
    b},b de}` r`cr fnpr fl ` ft(b tl w re_f `hid d``s f`ke `bar fn_s te(a `m b `tit `m d `rd` `ssr fn.f `i)w tusc runt fs*b v`:u
    d`ed ``(r f`fr fles dy r `bfg vtes `sep th s bet` trve p_cg patt dcks ds.c teva fntg `k*` rch` btfd rtsf betw d`'e fs)` `d t
    `ara pen` `hcg `up` te ` dn,` ts g t`-v tifq p` ` rg,b r`{` tlla fssa ttof rube `ndw b`(s `gua dr_e vadd retc r_na dd)` fe e
    dt:` ftab ``it ``'a tnge rnet `z a fmda ftog tber dert tpst rb*a `r f ts.b `t g fidb b`ap dedf rinc rz p tz b depr rwar dbua
    vebf fnod ttef ff e r`|b `i;e fh)s ffrg fpas `onp btur ddoc tead rs e fvef ppir ft.e `s.s `ndr th g rt.s fcur fg w dnma fnde
    bj)t dind bnre dotg `bsg dtec dume `g1u t} p `bge ply` terg v_if `gst dsir de"d bip` d`ur ts ` dewa bhma `isw t`ef fiog pjms
    de-b bdat fn.v vu.p diaf `tfg vidu ftlq tbma `flg dibt `ntq dayb refd resf burv rise vper ruit fblg tlif fanw fhcg ton` drie
    dwar `spa fdic `nef delf b`ep rkip fnsw dr_s de.` `uua rn*a fn"b dy*` `cse redw rs.b dfre `wig rapp tecr df.t rhre `} v dar`
    `mue rtdg font dt f bfog best bc e `e*` ft w vigg tnif rord romf rp0p fmif d`(a `geg fn_b rm*e `k=` dt s bipe vjsg todg psta
    dr.g fide ``.t rnde dr_c frtb ``:u `ps` trlr rs r t~ t b`ta rpat dr"d `dy` fatu dh)d pn*` r`_d rnot r`id diue dlab roug fpy`
    dear `j d bj*f `n.` d`oc fymd dtop feda `tac fg(b `z s f`ga dwra dogs tn"d de*b rtea t`au dn"b bi)w pnta ff g rj*g ts f d`{`
    vald dnv` ``'c d``d d`:r frdb dctr fm*` rt_e de_e `gea frme f`sq trew ftxt r`%v fkub bdep fstb `pps `t)b butg fetp `put `rer
    ``<` dbsg `hs` `ok` ttp` fwer `btg dnor frms vpac `uta f`ou dals `ans f`sc rg.a `},` r}*a re(t vfod dfag `ier tkeq dy d tx0p
    `bt` bc f bc ` fpes dxit foks dost rs f dia` bnse `};b pp.p f`ba dif` `lot `l:` `i}` futd f_ha `sev f`ob `rma `cit ``(e `dke
    ddle pnse d_ar tj*c `h2p d_va ref` `eac vruf ttpc bact frds tz g f~*` dtif `|pa dins `c b fpre bz a blee d{{` `ntu `b/a dr(t
    de_a d`br be.a `p s tn*b dbod tb a doc` dued pher `{#q dht` rnlg durd `alt ts.` beta tmla `seb r`'a dj.f `hse `nie fm/a `m p
    b`va bipa vhse f_se d`ev vnot pq0p pz s `bug pela decd `qua vedb fok` puts dm a tare d_ta fn/b pte` dd)b te"r figd butt dl(a
    dm*b ds.e ``be rade `ast foer tfid bmac d_ad b`fu bj s bm s veve tchr redu dr.r pesb dy_a `bau b`da fard rs.a blig rprg tltr
    fd(p p`be fn(g ``$t fl q pire b~*` `bpg tpcd dcer bset fs ` fo w fpid tsh` r`*` `j*f th)s pty` fved `edu d`"` ti)b dy ` pics
    `r a d`ee d_tg fn_r `g u `src dbas tmap frks ry a r_id t`tq `tat fv5f fs.s `lig dntp d`-e dr.` ds b d_de frst tj*b d~ s rnfa
    `poa rupe `cks rz g `onv f{*b tale dota t`op prep `nac r_pa `bap rins `sks fs.c fewe `big be_f dikg t`it fetv fn"a dasc bica
    pilg dloa `msf rnig f`ht `lep bif` `ant `} w tome di,` dr*b r`bg balc pncg r`ku `lf` fn_f ftre dthr `vis re(g tjms df.s fm/s
    `lhg t`"g tl-b fu w `btr fn/a ds/q do f fetu fb*a rt_p pl w dasg rj)c dj*c rapa fg}` ro/a rt(b dbog dlie `| d ``id `pef dric
    `rev df(b dayg `nla theq pn0b bk s rty` d_ve bc d pl t f`pe t`fu rh)a fi e tttg dt_s `esf ftsr `taw ve d p`ad dupd f_pa bj)e
    fo p ffof vnod b`ge `msa `r0p `iva `ys` f`bq bver d_us pt)` bt t `gma dlyg fnlg `rud rgsf `mp` topt db*b dm t `uda t`1p `bs`
    fg.` pj*` ry,` ti*u t`ie rnsa folg `erw dhst rj/g datb pamd b`or dj*b fz f `anc rcre `cee fdea vatt dmas b`-` rs/a tl q `n w
    `bva pris bz ` pptf d`'d bale ddud fgga plaa ``cu fel` bexa `l_c fsaf ``}s re)` dn r vbua `rsa tr(b tj)r `eda fg{b tmes `h'q
    pt a pz ` d`_d bkif fnma doat bl t fcka `lt` djpa ppte fteb desr fryb d`/g rr.s `baf `ele fss` t`er trip futu dn*a batg ``*a
    vida fpub `eit runs pl d `r c rt.b rr-p `t_w d_at d`'` rg)b fs.d bkwa `tsf rg/d r},b bj)f `fud dgrg rnne pb*` va.c tg,b d`"q
    tz s dd_e `n_` drrf `tyb `stw te:b `s2f tcla `sk` ``ov dt_p vacc dstu fl*a `i*u dogf dorq bfid rimp bi}` rdat f_st ts)b trld
    d_rg bs/c d_c` denu pout d_ur dy g ``"u ry c `isb fotd p`pr v`cg `fra dmee rorw ve f fn.c ``:r plie `nna d`1a ti:b d`ob foka
    ``.` ``:` dr,b d`-v rlef dmod puta v`st ts c betf diad `ndf `pud ropt fe.b de)s re/v ``hg p`pa by d dntc ```r pt.b falw ft_s
    rced ddof pesf fjup `rts fwns `b/b dd_c retg fima `ttf p`us `emp bo>` fr*` dy b `d"r dsc` rtde popu preq pe a d`'p f``b dn e
    t`ac fryf dndw df.r dexa bicd tsef vvar r`ve fgrg fadv `bcd vmet fnas `pxq `r r bit` romw docg pi)b ts:b ff r `m u `t(b ry:b
    dr(s dldd `tre ddep dntu rt_s `b*` de.d ``0p bk t beca `i}a bsub vcou finp t`fe besf `ncr `alf fgsb bjng fi)b rr e fenc fn``
    futb bmet dz d r} b bz q fsid vg,` bt a v_(s dexf pl c `neg bot` fsur ``#c r`'t rcad bidb tord dsig btua d`2p d`ea ti e d`1p
    fsoc `b)b re*a `dra rgif vidg bmod rntg d_tq ds/t bier `ppr tryr `j)e doed fcus dedr thas ppar `j b drtt te)` `gse `}}g fedw
    frtw b`af fks` rtig puef dega berb tmet bi)` bt b rsta r`'g d`{c `rte `tyf r_re drss fs(a ft"r f`ra r`nu `_ r f`hg tcoe ferg
    rota `ore pe=b fh"a te r tese `b ` rr,` `ipa `joa deps `j a tr a de(p bard t_tq dvap th ` bs.g vema bhre blif rt_d t`2p phof
    be ` d`'q raut dg)b pi3r `bop dits fwit `s.w dtab dtte `uif rs ` rid` dlla tmp` foob `via dr*a `u,` d``a ds`` di e f`he tene
    `art ``.c rs)b dr_f fadw rcov rsor pt u f`}d vel` relg `pic txff b`tq rftp fs.e dfla t__` dcat `i b dt(a `fre dsg` datr `l w
    thpa tryf bc b `tod `las fn.e b|nb dt*` rs"r reqd biga dyna b`bu `|ht berg dj/g b`ef ves` ffaa fidg pp|p frtr fs e d`!u fd w
    `__a d`pq `few rt.a `ome dpra blar ti ` dj*a ve s v`se fex` tml` fewt `lev dplq brar ts(a `pie f`at de_p `ves ts*b `s.b d}(`
    b``d fexe `leg rost re.s ftwa f`ju fh)a fm d b`dg v`ng d`ot dd_s ftop dt d fs"r d`wg re_a dhaf `xed di)` dr v buna `rds `c#`
    df.d t`pd p_na re_r dlau dr-c fn.s dala tcod fyuf tesa `nve tncr dige bm b to q beha t`qu `n,` fckw tt,` t`sg fwhe ta u tnac
    bocg bast thos rt_r ts.a tedd fmee btop ff p dibr fg.b dn d bure rner fe(a ty*` re(s rt w pz0p b``a dssg ftap foog ppew `g.g
    fobb rgsr t`0` dl:` t`p` `bca fn}` dcau fn_p `t*` `hog ``br fttq `vew ph)b rdef `stb ftse `t.b t`we behg vmap fnup rpos `sav
    tn t pond f`(d `b"` pp0b be w `ase `ht` ric` figb fnt` de'd ff d rl ` ry:` rht` toda ttie furd tntw fh"f fcef dctu fmic torb
    `{}d ``sp f`fu fenv tb*b `bhe de`` `teu d``e brep fs.` bh t tt u pree `fet thst `i*e bl d bs:` `{{` d``c dspe bi s top` dnpr
    venc bto` `d f dy w dhx` feww bz:` r`(s bdoe ftig vays dnss v`re tltb douf r_if `i.a rg u t``` ``ja f`ee `geu tinu de"b dr.d
    """
}
