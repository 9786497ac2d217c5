/// Which three letters stand together how often in source code and prose.
///
/// The list was counted in 40 MB of seventeen public projects in as many languages and formats, without regard to case; what was counted is not kept.
enum CommonTrigrams {
  /// For three bytes, folded to five bits each, how common they are: 0 when they are not in the list, and more the further in front they are.
  static let ranks: [UInt16] = {
    var ranks = [UInt16](repeating: 0, count: 1 << 15)
    list.withUTF8Buffer { text in
      let count = (text.count + 1) / 4
      for number in 0..<count {
        ranks[index(text[4 * number], text[4 * number + 1], text[4 * number + 2])] = UInt16(count - number)
      }
    }
    return ranks
  }()

  /// How common three bytes are; other bytes than letters and `_` never are.
  static func rank(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int {
    mayBeListed(a) && mayBeListed(b) && mayBeListed(c) ? Int(ranks[index(a, b, c)]) : 0
  }

  private static func mayBeListed(_ byte: UInt8) -> Bool { byte.isLowerASCII || byte == UInt8(ascii: "_") }

  private static func index(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int {
    Int(a & 31) << 10 | Int(b & 31) << 5 | Int(c & 31)
  }

  /// Commonest first.
  private static let list: StaticString = """
    ion the tio ing con ent ate ser ter est str com ons res ame ith ect err for ttp htt ati nam sta rea tur and ver tes ret
    use int etu nte ers ock ass all pro cti dat urn typ thi tri ype ode ont rin der ull tps sel ort his equ git ted out por
    ile end ess tor unc def hub thu que age fun nst ext get ata elf ues fil ist doc val cli yte lab lic onf ble sio req rro
    ine app tat ror wit ert nfi rat ost nul rom ead not abl ice tab aut you set pti che opt act fro our cke ara ase ite pyt
    ack fig cre erv tin one oun cat ain ore mpo cha orm uth han gin tem key men ins pos ten nde ere tru erl rou eat par her
    upy jup pat ult ive eve cod new sse esp rla wor ner nse cal acc unt ien ind tra ste ica ime exp pen nti per rep ire omp
    lie ele imp lue log les tim mpl len ath ace col ces ide tex rit sto enc cou ail alu loc pac mai red ute hen pre are nce
    ema bas mod ity ens add sho met nct pec tho rec pon nge ali ope run tre var lin art nne eco ran tar arg jec mes nex nts
    des ker nta ven den eng ete ord iss las pla url rsi tic ref tha mat spo lis nil rue ple lar onn rce sol lle lat del sec
    ang eso lse hat als ssi scr epo hos sin pri sti ren tch ler rve hea ade cla ure nal ies dle ose olu dep era omm ses reg
    ove sub odu cri man sql own tai son ach let sou whe ild _co eam anc nod api ery emp urc din eri dir ado cco rem qui lea
    atu ssu ram pas can edi nsi teg efa uti kne cur pub st_ fin eme ual ger aul ern bui oke bli vic nec fau und uil ign elo
    sue fie spa sha loa rad ubl ork llo ool rvi pda oll min ory tal oad hou upd sts dis uir cte ast iti low php mit ken ill
    sco non att oul uld _re lec ize pli esc olv gra ndl any put amp oin ial uct fer try emo sed ans ifi eth lve ule ust hin
    lum oce ear epe xpe ura ant ena rna gur er_ igu soc rip egi rre tok eta atc bac rop has ori sit jso fac els igh tiv hem
    dow mar cel inf ngs ume fal tus tan rma ows pul sig uer fir rov rac gen tte ise hal cor led ovi vid dul ake pts tit ges
    ght hel gis peo cto dev ash bel war et_ ntr ave ese ket map ini ipt umn bje web ndi ait nfo rse ssa sag vie cas eor spe
    clo ett top sch xte ato org qua swo hec ars ssw eas lde abe cep _na nin te_ ote eld iew rst sup but rib rgs eck ary _pa
    boo cce eed lid syn ona ngi pes sen _in nci ppl ene mma oth erf ors ept nit thr inv on_ ved ima wai iel ome ded rel onl
    nes ber bit hre oca hod rte til mer efi ecu ed_ cen riv nco ell esu arc rch lit lot epl rti har row net msg bin _se egr
    fix tom cop byt ync rge wri ctx rde nto env ina sul ada obj nat exc wil nt_ inc gat gre abi rai rra exa ook lly tti ned
    cie way ond upp lac rts exi num nly usi fic gro rot ard vat irs cka lan tac los ito ede hor arr mig rol ris its mpt dex
    eli eac mbe tro chi mov ewa cer bod awa hav tag sea giv tas ppe dec dit erm kag ody rev duc ppo ets see oto iva vel gri
    dre rap blo now ree olo lla re_ cac whi osi gge evi nee was moc uni ves ras uri xam xce ruc ogi asy kin efe rod lor eci
    lon pte meo rig seq ich oma cts ron ict ams pin tea htm ari tml ick uic le_ de_ hop tif eni wan nds ana hro onc old mag
    ong urr ria _mo ole lib roj ngt iri oup oje bal ski tec _st sam imi rie cle wid max lem poi arn alt rks lte ann abs isa
    dom elp ffe foo ubs etr tia epa ogg jui plu ege aba sso tle tco ton gth ora t_c joi rns ify cia etc rfa mon siz exe itl
    ric lug ils e_m pho ryp clu oid mak sum dic xpo ean een eou too win th_ unn uto lba loo ful rif cro inp _to plo ray nch
    pol mis lob ubj nva umb lau aso ndo igr sid cmd lay npu _id e_n som ecl cus ela ocs abo css nel ala mme ebu xis mor stc
    ink ibe roc xec bra pic ce_ dth asp oli don ask aft mpa _ur vis efo how erc ros cks ypt mys apt cry _ap hic adm eig llb
    stu nth epr nsu two bro igi tly rim lti pst lim t_t ein tew hed nso npm idt ttr lut ale ysq pse ct_ wer ddr _no fla t_a
    oba mal eca nvo ier gle eti rmi buf fmt ava bar mic rt_ ero sys pag ied shi dif glo t_s _lo hes se_ voi med nen ctu std
    tpu onv bug flo tel tna oau ida vol gor bot pty e_c tse mul eal tpr fai ilt rty uns ked lai nme dde lre sor ged nlo nda
    in_ _fi got ibu fte ani ats yst isc _pr fff nor nag uff tad cut owa ply owe hil oci dmi _cl hei wns sty utp idd tot tta
    det ark nab oot ugi ota eer eys oes ili ems she doe tub dpo eds isi ecr dap ncr tty ush ega riz tua sow bef sca t_p ady
    unl ndp lds bab rag ngo cfg odi _ca dco ech cif bou ncl yle ocu ous bso liv sli etw car sur ais tyl liz t_n nvi mmi ksp
    asc hon pan mem yth e_s ups tup tep _ve lpe dro mjs onm lli kra fol wsk dia tst cov e_e nis nar oer roo gum lls _us rgu
    lam raw ibl rco fou isp omi ish eak eda stn ped nni tet lus itt aph eof eep sib wse pmj nsp tgz mac ila vir icy ags lag
    amb mot lud ggi deb stg tgr lia lev ugh ebs _de ece erg oti bre oft e_i off nix tie ici inu ely ngl rid iat hol e_a loy
    _te fea iro _ex utu mpr _ty icr ude _po ike nve oug _di bda lco oki wha enu ula ddi esh src lts tip ral lop sfo e_p tpm
    mbd orc iza noe coo oss opy fra aus ays spl e_t bil alc wne ico cap sim t_i tfo _va _si igg aaa itc mid orr sof emb wra
    irm cho dri oco dar cum ppi eto ntf pus ols or_ xtr swi pay spr sab ddl lho _ke ced alf saf toc rei tde kwa leg alr _ar
    t_r tam rni _ad usc _fo ami www nic edu raf gna ueu hps adb alh yin ll_ jus fut fat dge zat uid lik oen ego ctl adi ffi
    suc sis eue zer nd_ tto hoe aju avi _em aws rne mil inj mus aim _en _ho ntl en_ iff kno t_u jwt ylo fre ipl to_ sac iab
    alg _da nsf is_ oop mas gno pil lew tdo uin oso ebo nsa kie lso uts fet tpc pee iso img _fu ng_ fju orf nli nje eex e_f
    _wi opi esi ssh erd poo ayl nre _ma afe bsc ss_ pmo asn teb mpi bet upl box _ti eba rab cei bed ano tva oni asi aps _me
    s_c pid rms ld_ mix ge_ vio t_e hot ias ios yna ssl lex dba rox san lig _at nno rer gne rar hql lgo rke phq ck_ d_s tfi
    tod vin sst kip es_ bst pip qli rsh unk ixe iou pp_ ipe rri tid thc sma via t_d pi_ xff nim edo odo swe uen rds may rob
    tpa tpi edc ews ods ngu t_f div rul jim bee iga tcs fak e_u oxy job eho lep teq umm dou it_ n_n rio owi cki ivi urs pir
    eno yco tls d_a bec cip goo orn onp inx cau sla ofi _au pio wed vai dur _ta ita eop _ch nke amr alo _li lou gex iqu tis
    """
}
