import CByteSearch

/// Which three bytes stand together how often in source code and prose.
///
/// The list was counted in 55 MB of twenty-six public projects in as many languages and formats, and C headers, as the sieve of a `GramTable` sees them: bytes
/// that share an entry there are one, so that `-` counts as `m` and a space as a backquote, but for the byte in the middle. What was
/// counted is not kept.
enum CommonTrigrams {
  /// For every entry of the sieve how common it is: 0 when it is not in the list, and more the further in front it is.
  private static let ranks: [UInt16] = {
    var ranks = [UInt16](repeating: 0, count: Int(BYTE_SEARCH_GRAMS))
    list.withUTF8Buffer { text in
      let count = (text.count + 1) / 4
      for number in 0..<count {
        ranks[entry(text[4 * number], text[4 * number + 1], text[4 * number + 2])] = UInt16(count - number)
      }
    }
    return ranks
  }()

  /// How common three bytes are.
  static func rank(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int { Int(ranks[entry(a, b, c)]) }

  private static func entry(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int {
    Int(byte_search_gram(UInt32(a) | UInt32(b) << 8 | UInt32(c) << 16))
  }

  /// Commonest first.
  private static let list: StaticString = """
    ` ` j ` m-m ion con `th tio the {*` ent ing l*` `co j*` `=` `re he` ate `{j ser ame ect `in ter ati ons str res est j)i ` b nam
    ` } for ed` i*` `to er` i;j `se on` i)i ` c tes sta pro or` ng` ver to` ort tri `st ass ont dat ers age and int rin por nst ess
    `de nte ile com typ b:` fil ern ype all rea use ` i is` c#c def o/` tor z b lic ` o ith tur der `an end ode `*` es` sel rt` get
    nse thi st` }*` {*i val err if` ret `fo z*` `pr set cti ine ert nco `}j aut ted nti ata b,j nfi par `no ble uth his etu ext `pa
    ` e le` equ in` `ex se` che ` d tat ` s onn ner cat `is imp mpo ` t `en nt` len pti ` p nge men que nd` ~*` ` r out `/o rat abl
    cre `a` ain exp urn n*` e t `wi nde ` m ste ist not ire ult ` j e:` }*j b,` {*j oke onf per elf `if ces ost ore cli key cha wit
    `as `do ` a `fi e s `us tem re` ice app ken erv l b req ase tin e a sio `of `ca ope ten ind met `cl n t pat s a `or tho ica te`
    of` `te nal ` | ` { ite ath ead ram tex ien rn` red `ma nta ali i { rom `be tru ins gen e c pec our b*` tab nne `li pri th` mpl
    ack ock e i s t me` lie j j wor alu fig lue htt ide fin pre ttp ara sse tai e,` pen ic` ens `ne it` eri hen ues her han one orm
    cal rro eso mat `va pos e*` era tic j*j }=} sec `tr sto ren fro e } rec mes als `-` ror new bli lin are mod tra tok las i*j t t
    an` bas `ch ime ref ity col ete log ive act eve lse ord o*` ts` },j nce cen tim cla pub ere eat ubl o/o en` l s ll` rac eth put
    lat den t,` z { opt acc rce nto lfn oun enc unc et` ntr man tch i*i omp ele ran esp om` cod ure ot` loc arg jim `na cke `on ool
    pla gin `fr `it jec nts des rit pon `{` del les as` l p eta `me fun ce` `ge art t c e o h)` `=~ g,` pac al` _co cur j*i ona ori
    sen s } sou rve ss` rue ena you urc ssi nin d t t b n a rou `lo efi s,` rsi bin at` add min r t f t l t _re e f unt ` n scr iti
    ven id` run `__ z/o ign nfo ade lle b)j `ty ple j/j h)j sho p0p ns` l*i har j#` l c mar ize nre ull tar t i tha }>` e p `ar `ap
    din `po ary spo ge` `da ang `wh eco `pu `er t o s:` ail edi hat tre `cr thr er_ ork `ha } n `su i}j ute cri efa aul can loa atc
    oin `al ote cce ` f dir ew` `fa son rop eme ace ly` eng xpe j*c ove be` sti fau `mo lis nec ora ntn e d ndi `un tan riv ut` sin
    ept s i aaa t } lea omm ber ory } b ger t a mma ses ies ` g let `im t s `so oad ct` ef` ust cep rep ne` dis ima rem `#` erm pli
    ial `op tal ncl `"c `"b emp ina sub i } `di api isn l a but ild inf und hem ato `yo fal ry` ndj z g tps org net uti ema oco lib
    esn ndl `}l exc ler map has cop hre url nct cou psz r,` olu var n ` erh t*` e r h*` `|` pas nsi igh h){ nit e b atu ant `sh ach
    ` h att lid pin hou rib r a doc rti o t llo ini hor f h s o hos }=` `*o n i ecu own sag `ac ch` onl git s:o uri ume ker ifi nan
    `au ve` s*` l r bui ld` uil d*` i)j `le l e ndo rov ill e(i cth `}i rma `=} vic bje `fu `ta qui ose `*j eam o*j _in cto esu hea
    cte xce de` sum gra lum le_ sed n*j ght hel dow _pa non ait e m tit rs` ssa ese sch emo n c oca uer inv ene `sc try whe cor sig
    fer sco ede ` l dle clu } s omo hec } f cle ast eck ery t:` e e n s rna esc nex r } ave ule `si too hco `by spe l f d b l i rip
    o | mag sul `nu l d iva fie hin `"d i,` tte stn erl nul win s c z s jso bac ans ual ett rel tro hse ``` t r d a nt_ nth s f `"p
    teg `ba oll n"l dep anc e l mbe l o nlo mai row num uir gro `ke ipt rol ges ded oul umn oau `ad rse i){ lec j}j ou` uld `bu npu
    g,j inc l g yte ube ana mit sts pe` ppl ell s s rre low s:j d:` wai `bo led d i `he oid t(i sys war nod vid oth rvi obj t p onh
    ows kub i:j }*i i,j st_ ned z t ise et_ spa r i ovi ow` rig vat nor mez oup els ar` `:} z=` reg t f on_ ed_ j/o e w ssl ome eci
    `"t `"o n.o `}` d,` e=b `ht } p siz n:` })j tus `-m e n `"s `0x bco ssw erb e ` me} hod odu nen e"z boo _se g } esh lem `we ngs
    yst g t n o ue` ryp `<o } { s n nsp ets `el swo tpu rte sol gre gs` `mi ars fac doj cas tia `ve lab `"m blo ong t m ada til t {
    nat onz sha dre n,` _ty n } }){ z c h)i s.j eas esz o b _st ibu g*` i)` j)} d*j lan e h ash ake mer `wa `{} npa uni i.t dit utp
    acl r*` see oni dul sit rge } } ngl ` v any } t dex bre oma by` eli spr qua dec `ru i ` o c l n gur sql r c voi igu ole amp sej
    ncr t d ari exe clo ard hro ck` _fi tco ~ { rie inp erj } c iss sup o a e,j _de onb `ti fla oli ty` `id e.j t"z `sp d s l { tom
    rne ear etc s"z ond rsn xte n f uct umm d c i)} tsn ils byt r s t h ann _to s p j*o ee` thu npr cer j)` l m `"i _na epe e g olo
    aba n b xpo edn `vo tti `"a hal arr e;j `la am` e)j hub lde `+` s w l _ esb t w onm lit msg nel web y t env _id ngi ` w awa syn
    erz `}} lt` poi egi ili ypt teh `at tiv alh rgn nda `(i ria ors l h rra p,` ket cry pez `-~ mco e u y>j ree dth r:` d o o s nno
    onj `/j n e `"n tif te_ ` u ngn lte exi `:` opy `ra nch rch `<s ogi ava } d d } iif tas `|j ero dev nil rde `ou nad itn ppe nsu
    r o `ro `aw deb } a htm upp ry~ n r |n` rst e"l {{` `!} s r lus ~~~ ttr `ni arc b*j `ho pda riz ura se_ ey` epo eni upd t e nc`
    _pr c s `up rts bel mem old `2p kin ds` eed lag xec s.s y,` e.c top nva d f j-` e)` } r e(b s"l its s.p usi eti adm aso ntl t j
    ecr rev ync ubn mon hst in_ cco t n tag r e nsn wil evi s m ico `qu tml ngt ism ean lar rai b"b gth mis s.c fic tad `ev fra roc
    uto nvo lud nis s d edb s h dif nsh osi vok ton rot e { s e cka s(i n d m>` f a dom n n t(b n"z sth gor cif ink gge c#` nma lti
    pes ht` ppo epl `sa nap n m mak `sy a=` h t oce ric n p tac `ob etr lli ur` _en i)r m t t.s nes ude r(i `gr chi oor b.c orh cei
    hav ffe `pe nar nas nly ams efe |*` tea nme g:` odi } g mpt ray };j zat m*` onc cel ilt b"j nag nds wri ous iza ags e_c meo ay`
    uej rid s b kag esj j#c b d g a o r bar c c nso t)` det r.c tec y a enh meb e:j mel o.n fol z f ved nab omi fir rap esi exa efo
    `cu l,` m c g;j r p r.p n(i rr` urr t.c n/n ruc oto y:` ls` r d iel rt_ ngj oot ce_ mpa z r `"r p.p lel gle `wo eld she ook leh
    t l dos elo umb sl_ r m mor r b lia vel lay etn mal fre now sca z p bor soc t;j eep ied itl n h ngh fix ta` il` llb ecl nve nca
    r r erf anf arn thn don mov dmi `ph o i l w irs t"l e_t ntz eac s-~ rgs ``p tst _di std cac re_ r)j sdo ad` s.a ify n w e){ r.s
    `)j ick osd `bi stc o e edl whi h)n ` _ _ma ida m-j rim n(b b*i ege } e ish isi m g rty a s rri ech cut xam lon rd` e | max ier
    bde p*` cde nht g i t.j epr e*j lly a c xt` igi t_t `pl ogg lsn emb z q d w g s gis _no ` z i/o z ` buf cho f s asy n0n m n b:b
    `mu fai tle ito erc s)j ``c b } t_s orn e_s imi een inh los med `&f _ex foo `"l `pi ela y o tup moc ron esl pts `"f `1p c f r f
    oft e_p bst ck_ pse idz ict bef `"` seh `0` `ur y*` alm or_ m b t)j tel ddr dpo bou e v l v abe `vi plu s)` e _ jav h)l cus `js
    z n b){ lor wid cts _fo r h } m tie q,` ef} o/g edj sof d"z o d ngu ich n*i ndh lac t u s,j |/s oen hed `$t y } `ag lez bte nsl
    owe tto mei ngf ge_ d d how enu ral bse nsa src c h s/c bht nru _cl eca uff rth e(s ntm liz ibl nna inn rdi oss f&` _ch xis nli
    ss_ `ku e_i stj p.q q.p ale we` us` e"` c t roo _li ota bod ewo mas nfa l:` mre ny` al_ ece rke r0p n.n s u ol` two olv d.j ctf
    on} gsn es_ ke` d r s*j ng_ ebu z a ody veh bpr `{b ono o p },` f c pol y i utb d p erg mpr ceh php tyl peb mme s.i mew up` rtn
    nio th_ ~*i c d epa osu ddi i m leb hht s;j joi stg _po j c lve aph uei do` pan r)` l u rco `(a rkn ssu sav z h f e j`` ado `(c
    z d _us mmo `0n jex ols uel `ju ``j e.s ryn ocs inl j)o ntb vie dri m a loo t_c g.s tyn ws` asi el` n { ula rag hes mul m0n ros
    pho sib meh dco tso bug y s `fl n.j d u l l q0p r"l `1n g){ thz roj ctl `"e idi nop ibe d m h a rmi leg cap iew ego oti sst l `
    s"` bra vis lej o m h__ lim rgo sam r0q em` lba unn etw i)n }}j b/~ xpr eal h{j i)t stb alt eou hic iab j)b i:` s.` d(i spl bpa
    ugi stl sei t.r elp ein orz edh lfi `"h nle l } `os _va lob pag `ct `br e_n pty ful _lo j#d nus sid i)| ndp f _ p,j kee wer abo
    ry_ o ` nid fff oje c ` _ho jms jus `ab le} `'t aim t_i cks _me z*j dde off ark odo nee ``t gco tfd g c mus gna ped t_p }"j r w
    rso sea hop `${ tna `ot dia suc n u mpi y c ckh j)r idb pyt gat en_ mac _si oku ct_ inu bit t,j d h idl z m |nb dic uns e.` }(h
    `|b `(s sem uid ``a `em ubj ssn o>j pt` e"i orl `gi ntj t(s l q chh f,` i)b t g _ca ems ubs m s `,` mse so` tpz r;j ben a p d e
    _m_ isp tid l_c `(d j t `cn `ja cro |se r,j _op bea `}{ ctu b>j div eto jde _ke opr j*m ``s g)` alg bfo sor oop `|| mli `go plo
    nd_ ppr ged lev bcz `(j gfr nke enn }"` som stm saf d"l hil id} ~ p t v f=b mic ocu uen tgr `"{ lei p:o bcr c a aft adi t(g bet
    b${ ngb _ap er{ htl t){ o n nut etl c v `(_ m>j thh bme rns g)j ogr nau b,b tse may `'c n_c z|| c i yle `"q nou `{{ nix id_ s.t
    isa t.p was c:| e k { t n g sh` aln sty |su jfu hei lug msn ndb ofi no` t.a ask emn opa e_a s ` h"c rm` hpa afe to_ t_f s.r z e
    {co e_f g d bab }*} _ar {|n nwi n;j ms` s.m o u x0p nci pil _ba b b i)c ngc b)i apt d)j s.g isc ino c:` {0} e"j z u b i ush alo
    d n be_ reh s_c sue s { n.` r n n"j l z cma flo e>j bal van mmi i a tr` ats nss hth ici e.p teb ked `wr i)s n"i edu s"j }}b `ov
    erp ppi tsj way lla rsh de_ y d ckn bil rad t_r r z i | rul f(b s){ gem {}j iat `"u thm ami `%~ ig` t:j idj ani j i duc _mo ssh
    lig unh _te onv njs s=b f n edz sab sez `<p bex gli etb e.g lts o f `.` y(i t ` asn f._ tsz h,` h h hom _ur beh h } r ` e*i rej
    ffi ngm t.t tet cmd o w pkg gum rgu aps t_a b o _da fte op` ze` efr j*t t.e f p } h nmo er} g f e}j oap gst p } xtn i)o zer tsh
    nha gno oba pyr r.r ayl } i `"g b)` a h cip eys alb b}l `'s j*f nsz t_d mig owi ias bla z v _ve ir` lta g.t tpa nvi j)p sic } o
    i;` m1n j)s ila ncu l"z tly dge a"l rod pxp f)z car lai yri y p orc b}j eof twa eds ods elt j*n pte doe } q eiv ic_ |st tsb l*j
    tam `ce b)l inj m { `"w rfa ~ b sla msi r_t `/~ sim ane eak {*} orj bty s2n seq i j doo d_c tsi m r n_s geh `'` oes rsz lef toc
    idt c m g o ves fou bro iro bus ||` f.a ix` rif neq j*d wne rar pic e_r bna hma ftw nsc sur `bt opi box gua e_o oex e j g p tez
    e=` hot osn bso ho` n)j `ss ais on{ f i m i ngo ||s b{{ ups j p `dr ks` cem |pa bot idg d,j s l utt i t m-` gne n*c lll goo t q
    p p z o rl` r.j c r ve_ t"` jco itt fdo `(t e.b pul ike teq bma apa i d `.n r0r ol_ d:z ``d `hi |%} x,` _al www `2n t*j t.f lex
    s.d ueh ys` cum dar shi p.r `fe st| thb n)` rof deh nni s.n npo dro vir mot llh eer ays hex y b thl rer h"e _sc m m is_ mst hpr
    ply unk d l ucc enj rni i)a h)z ll_ `gl e.a e.n q.q `bl f d ctn tei tfo ibc s_t ntp j-m nty dva seb od` h(i t(c o/w { c fon hde
    t"i `'n zed eex ss} ega ctx e*c wra n"` ld_ yin es{ ``r ced z i rox f r s.e ` k b4` npy { i rio gid mej eig bad `cm tta orb tej
    hoe dem m ` b ` inm tpr upl a n b t cit bth ian dy` {}l inb cxx p0l e-b etm y r o h stz a t ops s.b jwt {aa _tr s/s q*` ova f o
    |te lif cie lfl rta oww e_m c p p)j r l `'a eln e({ wwn tde r_c u c iln d ` h:` id~ ryh abi gsh y m igr ogl urs rms j)c a!a lls
    iff s_s pay d v eda fam oro es} me_ peh o o tao n_r |n| hfi n.c ban tot dap odb i.j on~ nej nhe o l etp ps` oxy gri dej omn d=b
    oud erd ski ylo c*c cez }"c nsj g(i mun y f o g y"z `af ~*j cki l"l ceb rks lso e.d abs un` w t `){ k t e`` mou lth edm nim { }
    hto __i s.l leo uin ndr s.u sis pe} bca t"j m.g c o k.s `oa q2s l j g.j t _ b k ue} e_d e_e bno lsh _au bsc `ki bto cin hun _at
    sna bed |/a _ti tob njo ita l.c y w igg ogo rtl `>` hej jfr icy } _ uag k*` g}` e'l y h j o ipe snq nk` ala t>j lou reb q.r a d
    jth p.u bfi rog j m b.n lt_ rei oso |/p lln f:z vol r"z u m tsl oog icr l)` r j lmn sli uts _ad ptr lfz a,` b"l bun j#z oda pi`
    tip sgi nbu h"s ldn _er fut dd` ola l,j r"` dpa gfi udi s(b })l vin d_r e(g tcl x5p { r ott r u mso e(c m d t*i `(b ium ngz ape
    lst tep wn` {}` xtr ot_ a r pel fse t_m p;j j s hap d)` c e i f lco r { n | bsh nac a m mto fmt ` q ryb noa n>j m p dst e z t'l
    mns m w lik `db san t(d liv `.j c l gsi gui te| um` t.b ltn `$p `ec g m uic ggi ut_ ugh rk` _cr c b b;j s.f bta jin l_s hit ngr
    ano j a cia s.o s_p u0y etf _im rsa n|n ofh r"j s v aml `$s `<e ibr ``n opo bqu s"i bmi n l { e c,` _tp tyh b s orr ixn etj q"l
    {st pe_ r.q | ` sgs edc jse bcx f*` xml eft nic lre `*i kno bpo itm ueb r_i `hr ml` exb { d r*j hid g ` _*` a.s h i unl i c ics
    jup _bu ad_ d_a mde n v shh } u egr e)i e.i p.s t.` f.c utu yna }"s ng{ hol d"` hai eps gnu fet b}i hon `3n iso rtt `ea utj xtb
    lgo ipu _ge `'p vai btr nba `1` rds p.t ex` eyl glo oph gt` it_ k b ebo e.e otn obi }"l mbo r.g `ri `$c `"j p"l g n a f ndm t_u
    fy` i i mix t(r e:z d_p ts{ i h mlz e.m t_e r.i ady ok` n't ioo rdb `(e s{g n j omb })` a*` hps t.o sma `<a |/d mil _ne xt_ `ci
    _ac `'r s/t oar arb |co `ei el_ opn yth `du `1r ncy r){ gex alf `(m hda m2n th} p a wnl tty ts_ i}l e(t n_e o>` dez rsl edp dur
    ewa swi `0l r_s stu }"h b:{ adv ns{ a } ~ s y e {%` j#i h"l `sq tdz xth w n _ta nem d_t _gl hcl }"i trh l(i `eq ryz b"i r v p t
    `%} bec g b pto pid sso gez t.g q)j ch_ ids m,` b | l;j `{g hva nqu _su i k z:s ivi iba n0` eba `py y n bat _bl pir f y tua `ms
    n0b d_s m*m aus aac nei n,j ig_ i}` d(b pis s z jcl rpo mno `<` f b e'` ia` ofo }"t c-m rab pad obe ||m nt} k,` onr {"t h"o ads
    r _ y)` vec bap dou enb }"d `"v {re d>j _fl e-s bee nbe e_l bau `(p bid h c eyh `sn gul db_ ipl nun n.s q.s enz }|b __c tva ryi
    i*c nsb j | ||g ifo msh tfi lpe ub` d"i tdo t-s _,` h's gel sh_ h{` ffs opu neh oob beg ip` edd e.t ||w `"| dbc ntv s g h"p a l
    e}` dke `fn poo `_t re{ pus b*m og` l1n _un om_ y ` m f j#m }"p s | mdi itc b f n _ p0q pod g w `'g jui sdk ar_ tos jte ``l ng~
    tca rme mut l | fea usa phe fle s'l j|` `ow r:z b}` ths ty_ l"i e_b bch `<t tls r"i bge gcm t_b s>j h s owa e(d pee p m n1n xx_
    `i` bdo s|| ctr n(s w a vio ey_ o:` _ha n1b ma` z:` _le s:z ntf m*c ue{ r.a `{c `_m utf l)j w c n:j ppn n_t n<o l_p uch { m s*i
    l2n g r s j rsj i o raw csp st{ noe |gi utn an_ ewh h"z o"l ris ``o hmo _bi fat ntg k8s ibo e)z alc gte `<d pej i}i i n r_p } l
    s.q _it nez erw _ra se{ s.h d.b peg d.` `'i `{s m|| jre ryr esg y.j dma n/s iou i)l __r n_m idd lee a:` dsb r.t d/t c n `"y _fa
    |pr ntc eha nsf `'m p:` ns_ _as `'e rwi ogn } v bba i.s g"l rla lch rus raf trl `?` ely d j p)` `'d t_l n.b m o _ro z | oug |wi
    e_v r:j ipr mp` py` l3r e.h adh pp_ t.i i.a hch edr pie utl on| p0` mcl a/t e y n){ isl s)n mys n y `jo a b dpr t(t mn` emi cej
    f.o tyb hne nwr pr` ndz tma bem eva xpi nro onp xit k(i msm taz rob `ui bcl j r ckg oki h.j t)n rpr h"b asm q } kgr i*} _he y.o
    hme lop b)n cau `0{ olc sep y u q,j s/p icn z z st} evo g e t.n got zre ceo `av edg w s geb im` h_t e.o t-t ey} idh s(s ldi jpi
    sfo _gr ng} egy `my esm l y dea n2n { g jun g*j rtb b}n sre _or f { css llj i)f oat twi icl upi r*i t k oon l.s t_n p_p osc y"l
    } | ssb lur kip |a` e)n nbo g h eit oa~ h o arh eke llm coo m e j#e r3t ~ g t`` r.e h"t `)` big p0j a"z rd_ `(r l*} o*c orf gsz
    tmp s_a thc ax_ wed rva |ty __s upy n.g pyz oge rli una rsb sp_ o,` hli sk_ y,j e.r i s mmu x"z `io mid tee ntx mca gei nt{ {"c
    nup rc| `_g p"` e_h iqu c*` ap` _sh p){ t.d pth s)i c|| r | p*j ntt lca lds `<c asc ag` {}b r g n.i r5v ze_ nla dte tli eyi ctj
    dca c } `'o pt_ r_a chu j d p>j ebs r(b `ip pei {}i q p e"} n*o n_d ``m p2p er| b}} s"} d g aci ubm edo __b b c enl isk y { day
    hau j)d `gu b a ql` k i bfa }*{ `(h rlz |*| ypa ke_ peo s`` dba _la `{z ~*| i)p b v }"o osp `1v ep` te{ t | c)` n_p giv t(j mna
    e(p oer lfh i r rcl m.a s._ a.u bda ige cul l(b d_i dig sal cpp t(a ixe } j `=j n'l |cl alp nux _ct n k ~ a f l f m `ai `#c f g
    jen `1l wan e-c p s g g h"f fn` mle hsi }tr ysq _wi `et r(t hna ssp zeh ety t:b h d p i pst ||c d{d r(s `$r lt{ hug dsn t|| dli
    arm { o mgr n.p nwa `sl |sr ~ c hac psn i)e zbe ngg pgr orw upe f f avi nju psh e(j `nc r.` alj hlo itb ifa |de mtn `_i }"m i<o
    rs{ y:j s*c tyo w,` n_i w o t=b ycl yco r.u e'} eyj bmy `(g h?z |xp y"` rok nav mbl n.t zin dsc ntd m h w i `es abc n_a { b s_e
    |ms g*i agi hdo zco oci xpl mda d;j w.p xtl apn e.l usz m } via adb }"n lda hte aak y k n=b t)i bdi p"j et} bcd j f t'` h"d cil
    s3s lwa t(p t({ ``b efl t.m ips eqh }}` `'f cov ndn xti ~ t e<t os` amn ojs r.b _ev `*c hta b.o q.u d){ igs `$x | s dns n(c ayo
    bhe alr or} iph t.u mex ipp chr i"z sce {se cm| gso loy asp `jw ew_ `0i csi obs bsu `pk h"a z k rs_ e{} m/k nfr ~ d _on _pl _fu
    |di nob i e rfo um_ och owh ldr n1z cy` r>j l k chn ||t nmd idc j*e `&` ibt eet nev `'b t.l sac bti ilj niq dsh etd dbn dse ~<o
    """
}
